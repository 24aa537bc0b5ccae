package org.iguazu.api.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(5));

  @RepeatedTest(20)
  void pausesGrowAndAreSpreadOverTheirUpperHalf() {
    assertThat(policy.pauseAfter(1, Duration.ZERO, null).orElseThrow())
        .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(policy.pauseAfter(3, Duration.ZERO, null).orElseThrow())
        .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(policy.pauseAfter(100, Duration.ZERO, null).orElseThrow())
        .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
  }

  @Test
  void noPauseIsShorterThanTheServerAsksFor() {
    assertThat(policy.pauseAfter(1, Duration.ZERO, Duration.ofSeconds(7)))
        .contains(Duration.ofSeconds(7));
  }

  @Test
  void noAttemptBeginsAfterTheTimeIsOver() {
    assertThat(policy.pauseAfter(1, Duration.ofSeconds(30), null)).isEmpty();
    assertThat(policy.pauseAfter(1, Duration.ZERO, Duration.ofSeconds(31))).isEmpty();
  }
}
