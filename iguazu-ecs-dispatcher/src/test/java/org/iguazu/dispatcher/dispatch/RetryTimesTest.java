package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.Claim;
import org.iguazu.dispatcher.dispatch.Refusal.Kind;
import org.junit.jupiter.api.Test;

class RetryTimesTest {

  private static final Instant NOW = NOON.plusSeconds(10);

  @Test
  void whatWasNotSentKeepsItsPlaceInTheQueue() {
    assertThat(RetryTimes.of(Kind.UNSENT, Claims.aClaim(5), NOW)).isEqualTo(NOON);
  }

  @Test
  void whatFindsNoRoomKeepsItsPlaceAtFirstThenLetsOthersTry() {
    assertThat(delay(Kind.FULL, 3)).isNegative();
    assertThat(delay(Kind.FULL, 4)).isEqualTo(Duration.ofMillis(500));
    assertThat(delay(Kind.FULL, 5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(delay(Kind.FULL, 1_000)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void whatSomebodyMustCorrectIsTriedEachMinuteInTheLongRun() {
    assertThat(delay(Kind.WRONG, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(delay(Kind.WRONG, 2)).isEqualTo(Duration.ofSeconds(10));
    assertThat(delay(Kind.WRONG, 1_000_000)).isEqualTo(Duration.ofMinutes(1));
  }

  private static Duration delay(Kind kind, int dispatch) {
    Claim claim = Claims.aClaim(dispatch);
    return Duration.between(NOW, RetryTimes.of(kind, claim, NOW));
  }
}
