package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClusterGatesTest {

  private static final Instant LATER = NOON.plusSeconds(10);

  private final ClusterGates gates = new ClusterGates();

  @Test
  void aClusterThatRefusedIsClosedForAWhile() {
    refuse("default", NOON);

    assertThat(gates.closed(NOON)).containsExactly("default");
    assertThat(gates.shut("default", NOON)).hasValue("waiting for memory");
    assertThat(gates.shut("grade", NOON)).isEmpty();
    assertThat(gates.closed(NOON.plusMillis(500))).isEmpty();
  }

  @Test
  void oneIsLetThroughToTryBeforeMoreAre() {
    refuse("default", NOON);
    Instant open = NOON.plusMillis(500);

    assertThat(gates.limit(500, open)).isEqualTo(1);
    gates.claimed("default");
    assertThat(gates.closed(open)).as("while it is tried").containsExactly("default");
    gates.accepted("default", open);

    assertThat(gates.limit(500, open)).isEqualTo(2);
  }

  @Test
  void itIsClosedTwiceAsLongAfterEachFailedTryUpToAQuarterMinute() {
    Instant now = NOON;
    for (long pause : new long[] {500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000}) {
      refuse("default", now);

      assertThat(gates.closed(now.plusMillis(pause - 1))).isNotEmpty();
      now = now.plusMillis(pause);
      assertThat(gates.closed(now)).isEmpty();
    }
  }

  @Test
  void refusalsOfClaimsThatWereOnTheirWayCountOnce() {
    refuse("default", NOON);
    refuse("default", NOON.plusMillis(10));
    refuse("default", NOON.plusMillis(20));

    assertThat(gates.closed(NOON.plusMillis(500))).isEmpty();
  }

  @Test
  void aClusterThatKeepsAcceptingIsWideOpenAgain() {
    refuse("default", NOON);
    for (int tries = 0; tries < 7; tries++) {
      gates.claimed("default");
      gates.accepted("default", LATER);
    }

    assertThat(gates.limit(500, LATER)).isEqualTo(500);
  }

  @Test
  void aTaskThatEndsOpensTheGateSoon() {
    for (int refusals = 0; refusals < 8; refusals++) {
      refuse("default", NOON.plusSeconds(20L * refusals));
    }
    Instant closed = NOON.plusSeconds(141);

    assertThat(gates.roomPerhaps(closed)).isTrue();
    assertThat(gates.closed(closed.plusMillis(250))).isEmpty();
    assertThat(gates.nextOpening(closed, LATER.plusSeconds(900))).isEqualTo(closed.plusMillis(250));
  }

  @Test
  void aClusterThatNobodyWaitsForDoesNotSlowTheOthersForLong() {
    refuse("default", NOON);

    Instant forgotten = NOON.plusMillis(15_501);

    assertThat(gates.closed(forgotten)).isEmpty();
    assertThat(gates.limit(500, forgotten)).isEqualTo(500);
  }

  @Test
  void otherClustersAreNotTouched() {
    refuse("default", NOON);

    assertThat(gates.closed(NOON)).doesNotContain("grade");
    assertThat(gates.limit(500, NOON)).isEqualTo(500);
  }

  private void refuse(String cluster, Instant now) {
    gates.claimed(cluster);
    gates.full(cluster, "waiting for memory", now);
  }
}
