package org.iguazu.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class LeasesIT {

  private static final Duration TIME = Duration.ofSeconds(15);

  @Test
  void oneHolderAtATimeMayKeepItForLonger(TestDatabase database) {
    var leases = new Leases(database.dataSource());

    assertThat(leases.acquire("kept", "a", TIME, NOON)).isTrue();
    assertThat(leases.acquire("kept", "b", TIME, NOON.plusSeconds(14))).isFalse();
    assertThat(leases.acquire("kept", "a", TIME, NOON.plusSeconds(14))).isTrue();
    assertThat(leases.acquire("kept", "b", TIME, NOON.plusSeconds(28))).isFalse();
  }

  @Test
  void aHolderThatStandsStillLosesIt(TestDatabase database) {
    var leases = new Leases(database.dataSource());
    leases.acquire("lost", "a", TIME, NOON);

    assertThat(leases.acquire("lost", "b", TIME, NOON.plus(TIME))).isTrue();
    assertThat(leases.acquire("lost", "a", TIME, NOON.plus(TIME))).isFalse();
  }

  @Test
  void oneThatIsGivenUpIsFreeAtOnceButOnlyItsHolderGivesItUp(TestDatabase database) {
    var leases = new Leases(database.dataSource());
    leases.acquire("given", "a", TIME, NOON);

    leases.release("given", "b");
    assertThat(leases.acquire("given", "b", TIME, NOON)).isFalse();
    leases.release("given", "a");
    assertThat(leases.acquire("given", "b", TIME, NOON)).isTrue();
  }
}
