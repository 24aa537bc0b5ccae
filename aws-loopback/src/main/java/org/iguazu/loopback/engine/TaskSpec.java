package org.iguazu.loopback.engine;

import java.util.List;

/**
 * A task to run, overrides applied.
 *
 * @param id its 32 hexadecimal digits
 * @param containers at least one, in the order of the task definition
 * @param volumes what its containers may mount, made for this task alone
 * @param limits for all its containers together
 * @param privateIpc whether each container keeps its System V objects and queues to itself
 */
public record TaskSpec(
    String id,
    List<ContainerSpec> containers,
    List<Volume> volumes,
    NetworkMode network,
    Limits limits,
    boolean privateIpc) {

  public TaskSpec {
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
  }

  /**
   * The most that all containers together may use.
   *
   * @param cpu in units of 1/1024 core, 0 for as much as there is
   * @param memory in MiB, 0 for as much as each container may use
   */
  public record Limits(int cpu, int memory) {

    public static final Limits NONE = new Limits(0, 0);
  }
}
