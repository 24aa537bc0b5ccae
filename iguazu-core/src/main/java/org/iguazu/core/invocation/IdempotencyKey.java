package org.iguazu.core.invocation;

/**
 * Makes a call repeatable.
 *
 * @param caller the id of the API key that calls: each has a name space of its own
 * @param value what the caller has chosen
 */
public record IdempotencyKey(String caller, String value) {

  /** That of one request of a call that makes {@code count}. */
  IdempotencyKey ofRequest(int index, int count) {
    return count == 1 ? this : new IdempotencyKey(caller, value + "#" + index);
  }
}
