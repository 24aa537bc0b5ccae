package org.iguazu.dispatcher.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaunchBudgetTest {

  private static final Duration SECONDS = Duration.ofSeconds(2);

  private Instant slot = NOON;
  private final LaunchBudget budget = new LaunchBudget(_ -> slot, _ -> {}, 100, 40);

  @Test
  void aCallIsMadeWhenItsTokenHasFlowedIn() {
    slot = NOON.plusMillis(75);

    assertThat(budget.reserve(NOON)).isEqualTo(slot);
  }

  @Test
  void asManyAreTakenAheadAsTheBucketAndWhatFlowsInPayFor() {
    assertThat(budget.within(SECONDS, NOON, 2_000)).isEqualTo(180);
    assertThat(budget.within(SECONDS, NOON, 50)).isEqualTo(50);
  }

  @Test
  void whileCallsWaitForTokensOnlyWhatFlowsInIsTakenAhead() {
    slot = NOON.plusMillis(25);
    budget.reserve(NOON);

    assertThat(budget.within(SECONDS, NOON, 2_000)).isEqualTo(80);
    assertThat(budget.within(SECONDS, NOON.plusMillis(25), 2_000)).isEqualTo(180);
  }

  @Test
  void withoutTheDatabaseItIsLeftToEcs() {
    var broken =
        new LaunchBudget(
            _ -> {
              throw new IllegalStateException("down");
            },
            _ -> {
              throw new IllegalStateException("down");
            },
            100,
            40);

    broken.throttled(NOON);
    assertThat(broken.reserve(NOON)).isEqualTo(NOON);
  }
}
