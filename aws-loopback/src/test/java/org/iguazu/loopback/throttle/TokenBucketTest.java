package org.iguazu.loopback.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static int taken(TokenBucket bucket, Instant now) {
    int taken = 0;
    while (bucket.take(now)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aBurstIsLetThroughAndThenOnlyWhatFlowsIn() {
    var bucket = new TokenBucket(new Rate(100, 40), NOON);

    assertThat(taken(bucket, NOON)).isEqualTo(100);
    assertThat(taken(bucket, NOON.plusMillis(500))).isEqualTo(20);
    assertThat(taken(bucket, NOON.plusMillis(524))).isZero();
    assertThat(taken(bucket, NOON.plusMillis(526))).isEqualTo(1);
  }

  @Test
  void aBucketNeverHoldsMoreThanItsBurst() {
    var bucket = new TokenBucket(new Rate(3, 1), NOON);

    assertThat(taken(bucket, NOON.plusSeconds(1000))).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackGivesNothingAway() {
    var bucket = new TokenBucket(new Rate(1, 1), NOON);
    assertThat(taken(bucket, NOON)).isEqualTo(1);

    assertThat(taken(bucket, NOON.minusSeconds(10))).isZero();
  }
}
