package org.iguazu.api.invocation;

import java.time.Instant;

/**
 * A file that was brought to an invocation's job, or that it left.
 *
 * @param name what it is called: the job's name of an input; the path below {@code /iguazu/out} of
 *     an output
 * @param size its bytes
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits
 * @param url where its bytes can be got, by whoever has this: it needs no key
 * @param until when the request must have begun; ask again for a fresh URL
 */
public record InvocationFile(String name, long size, String sha256, String url, Instant until) {}
