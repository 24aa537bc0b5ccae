package org.iguazu.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.iguazu.api.invocation.InvocationId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(2) // nothing here may wait for the safety poll
class ChangesTest {

  private static final InvocationId ONE =
      InvocationId.parse("01a20cd0-55d5-71f4-a561-f14944fef493");
  private static final InvocationId OTHER =
      InvocationId.parse("01a20cd0-55d5-71f4-a561-f14944fef494");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Changes changes = new Changes();

  @BeforeEach
  void start() {
    changes.start();
  }

  @Test
  void aChangeBetweenLookingAndWaitingIsNotMissed() {
    try (Changes.Watch watch = changes.watch(ONE)) {
      changes.changed(ONE);

      assertThat(watch.await(LONG)).isTrue();
    }
  }

  @Test
  void allWhoWatchAreWoken() {
    try (Changes.Watch first = changes.watch(ONE);
        Changes.Watch second = changes.watch(ONE)) {
      changes.changed(ONE);

      assertThat(first.await(LONG)).isTrue();
      assertThat(second.await(LONG)).isTrue();
    }
  }

  @Test
  void anotherInvocationsChangeWakesNobody() {
    try (Changes.Watch watch = changes.watch(ONE)) {
      changes.changed(OTHER);
      long begun = System.nanoTime();
      watch.await(SHORT);

      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
    }
  }

  @Test
  void theEndOfTheServerWakesEverybodyAndNobodyWaitsAfterIt() {
    try (Changes.Watch watch = changes.watch(ONE)) {
      changes.stop();

      assertThat(watch.await(LONG)).isFalse();
      assertThat(watch.await(LONG)).isFalse();
    }
  }

  @Test
  void nothingIsKeptOfThoseWhoHaveGone() {
    changes.watch(ONE).close();

    assertThat(changes.watched(ONE)).isFalse();
  }
}
