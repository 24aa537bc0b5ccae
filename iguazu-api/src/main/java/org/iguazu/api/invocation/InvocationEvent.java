package org.iguazu.api.invocation;

import java.time.Instant;
import java.util.Map;

/**
 * One line of an invocation's history.
 *
 * @param sequence counts from 1 for each invocation
 * @param at when it happened
 * @param kind what happened: {@code submitted}, {@code claimed}, {@code accepted} …
 * @param details what more is to be said, by name
 */
public record InvocationEvent(int sequence, Instant at, String kind, Map<String, Object> details) {}
