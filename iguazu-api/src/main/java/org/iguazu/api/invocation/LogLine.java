package org.iguazu.api.invocation;

import java.time.Instant;

/** One line that an invocation's container wrote to its standard output or standard error. */
public record LogLine(Instant at, String text) {}
