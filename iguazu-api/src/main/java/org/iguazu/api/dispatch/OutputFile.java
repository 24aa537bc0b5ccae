package org.iguazu.api.dispatch;

/**
 * A file that a job has left.
 *
 * @param name its path below {@code /iguazu/out}: names divided by '/', 500 characters at most
 * @param size its bytes
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits
 */
public record OutputFile(String name, long size, String sha256) {}
