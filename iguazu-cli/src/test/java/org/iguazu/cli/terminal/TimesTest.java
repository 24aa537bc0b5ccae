package org.iguazu.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private final Times times = new Times(NOON, ZoneId.of("Europe/Berlin"));

  @Test
  void timesAreToldByTheLocalClocksAndByTheirDistance() {
    assertThat(times.full(NOON.plusSeconds(5))).isEqualTo("2026-11-24 13:00:05 (in 5 s)");
    assertThat(times.full(NOON.minusSeconds(7500)))
        .isEqualTo("2026-11-24 10:55:00 (2 h 5 min ago)");
    assertThat(times.full(NOON.minusMillis(300))).endsWith("(now)");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.35S, 350 ms",
    "PT12.34S, 12.3 s",
    "PT12S, 12 s",
    "PT2M, 2 min",
    "PT2M3S, 2 min 3 s",
    "PT26H, 1 d 2 h"
  })
  void durationsAreToldInTheirTwoLargestUnits(Duration duration, String text) {
    assertThat(Times.duration(duration)).isEqualTo(text);
  }
}
