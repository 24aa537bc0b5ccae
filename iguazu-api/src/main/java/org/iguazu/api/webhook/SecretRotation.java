package org.iguazu.api.webhook;

import java.time.Duration;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a new secret.
 *
 * @param overlap how long news are signed with the old secret, too: 0 s (it has leaked) to 7 days,
 *     default 24 h
 */
public record SecretRotation(@Nullable Duration overlap) {

  private static final Duration DEFAULT = Duration.ofHours(24);

  public SecretRotation {
    if (overlap != null) {
      new Violations().between(overlap, Duration.ZERO, Duration.ofDays(7), "/overlap").orThrow();
    }
  }

  /** The overlap, whether said or not. */
  public Duration overlapOrDefault() {
    return overlap == null ? DEFAULT : overlap;
  }
}
