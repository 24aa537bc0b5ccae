package org.iguazu.api.client;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API, which may take several attempts.
 *
 * @param path with its query, from the server's root
 * @param repeatable whether a second attempt does no harm after one whose effect is not known
 * @param longPoll how long the server may hold back its answer
 */
record Call(
    String method,
    String path,
    @Nullable Object body,
    @Nullable String idempotencyKey,
    boolean repeatable,
    Duration longPoll) {

  static Call get(String path) {
    return new Call("GET", path, null, null, true, Duration.ZERO);
  }

  static Call get(String path, Duration longPoll) {
    return new Call("GET", path, null, null, true, longPoll);
  }

  static Call put(String path, Object body) {
    return new Call("PUT", path, body, null, true, Duration.ZERO);
  }

  static Call delete(String path) {
    return new Call("DELETE", path, null, null, true, Duration.ZERO);
  }

  /** A POST that may be repeated, for doing it twice is the same as once. */
  static Call post(String path, @Nullable Object body) {
    return new Call("POST", path, body, null, true, Duration.ZERO);
  }

  /** A POST that the server recognises when it is repeated. */
  static Call post(String path, @Nullable Object body, String idempotencyKey) {
    return new Call("POST", path, body, idempotencyKey, true, Duration.ZERO);
  }

  /** A POST that would act once more if it were repeated. */
  static Call postOnce(String path, @Nullable Object body) {
    return new Call("POST", path, body, null, false, Duration.ZERO);
  }

  /** A fresh Idempotency-Key. */
  static String newKey() {
    return UUID.randomUUID().toString();
  }
}
