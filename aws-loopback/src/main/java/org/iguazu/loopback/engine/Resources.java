package org.iguazu.loopback.engine;

/**
 * What a container gets.
 *
 * @param cpu its share in units of 1/1024 core, 0 for the least there is
 * @param memory the most it may use, in MiB
 * @param memoryReservation what it should be left with when memory is short, in MiB, 0 for nothing
 */
public record Resources(int cpu, int memory, int memoryReservation) {}
