package org.iguazu.scheduler.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class JitterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void oneFireTimeAlwaysLandsAtTheSamePlace() {
    assertThat(Jitter.dueAt("nightly", NOON, MINUTE))
        .isEqualTo(Jitter.dueAt("nightly", NOON, MINUTE));
  }

  @Test
  void manySchedulesAreSpreadOverTheJitterAndNotBeyond() {
    var places = new HashSet<Instant>();
    for (int i = 0; i < 200; i++) {
      places.add(Jitter.dueAt("schedule-" + i, NOON, MINUTE));
    }

    assertThat(places).hasSizeGreaterThan(150);
    assertThat(places).allMatch(it -> !it.isBefore(NOON) && it.isBefore(NOON.plus(MINUTE)));
  }

  @Test
  void withoutJitterTheFireTimeItselfIsDue() {
    assertThat(Jitter.dueAt("nightly", NOON, Duration.ZERO)).isEqualTo(NOON);
  }
}
