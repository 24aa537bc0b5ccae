package org.iguazu.dispatcher.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaunchBudgetTest {

  private final LaunchBudget budget = new LaunchBudget(40, Duration.ofSeconds(5));

  @Test
  void doesNotSpaceCallsBeforeEcsThrottles() {
    for (int call = 0; call < 1_000; call++) {
      assertThat(budget.reserve(NOON)).isEqualTo(NOON);
    }
  }

  @Test
  void spacesCallsAtTheSustainedRateOnceEcsThrottles() {
    budget.throttled(NOON);

    assertThat(budget.reserve(NOON)).isEqualTo(NOON.plusMillis(25));
    assertThat(budget.reserve(NOON)).isEqualTo(NOON.plusMillis(50));
    assertThat(budget.reserve(NOON.plusMillis(60))).isEqualTo(NOON.plusMillis(75));
  }

  @Test
  void savesNoSlotsThatNobodyTook() {
    budget.throttled(NOON);

    assertThat(budget.reserve(NOON.plusSeconds(2))).isEqualTo(NOON.plusSeconds(2));
    assertThat(budget.reserve(NOON.plusSeconds(2))).isEqualTo(NOON.plusMillis(2_025));
  }

  @Test
  void goesAtFullSpeedAgainAfterACalmWhile() {
    budget.throttled(NOON);
    budget.throttled(NOON.plusSeconds(3));

    assertThat(budget.isPaced(NOON.plusSeconds(7))).isTrue();
    assertThat(budget.isPaced(NOON.plusSeconds(8))).isFalse();
    assertThat(budget.reserve(NOON.plusSeconds(8))).isEqualTo(NOON.plusSeconds(8));
    assertThat(budget.reserve(NOON.plusSeconds(8))).isEqualTo(NOON.plusSeconds(8));
  }
}
