package org.iguazu.core.invocation;

import java.time.Instant;

/**
 * That another dispatch follows one that has ended: decided, by chance in part, when the end was
 * heard of, and kept in its event, so that a history folded again gives the same state.
 *
 * @param at not claimed before
 * @param startBy nothing may be started after it
 */
public record Redispatch(Instant at, Instant startBy) {}
