package org.iguazu.dispatcher.file;

import java.time.Instant;

/**
 * Where a file's bytes can be got without credentials.
 *
 * @param until when the request must have begun
 */
public record FileLink(String url, Instant until) {}
