package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which tokens RunTask has seen in one cluster, and what came of them. A token is remembered for 24
 * hours, but no longer than the last of its tasks.
 */
final class ClientTokens {

  private static final Duration LONGEST = Duration.ofHours(24);

  private final Map<String, Seen> tokens = new LinkedHashMap<>();
  private final Predicate<String> taskIsRemembered;

  ClientTokens(Predicate<String> taskIsRemembered) {
    this.taskIsRemembered = taskIsRemembered;
  }

  /**
   * A token's first use.
   *
   * @param fingerprint of everything else in the request
   */
  record Seen(
      String cluster,
      String token,
      String fingerprint,
      List<String> tasks,
      List<Failure> failures,
      Instant at) {

    private boolean isOver(Instant now) {
      return !now.isBefore(at.plus(LONGEST));
    }
  }

  Optional<Seen> find(String token, Instant now) {
    Seen seen = tokens.get(token);
    return seen == null || isForgotten(seen, now) ? Optional.empty() : Optional.of(seen);
  }

  private boolean isForgotten(Seen seen, Instant now) {
    return seen.isOver(now)
        || (!seen.tasks.isEmpty() && seen.tasks.stream().noneMatch(taskIsRemembered));
  }

  void remember(Seen seen) {
    tokens.put(seen.token, seen);
  }

  /** Returns the tokens that were forgotten just now. */
  List<String> forgetOld(Instant now) {
    List<String> old =
        tokens.values().stream().filter(seen -> isForgotten(seen, now)).map(Seen::token).toList();
    old.forEach(tokens::remove);
    return old;
  }

  Map<String, Seen> remembered() {
    return Map.copyOf(tokens);
  }
}
