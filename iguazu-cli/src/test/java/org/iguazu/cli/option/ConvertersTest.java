package org.iguazu.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "250ms, PT0.25S",
    "10m, PT10M",
    "10min, PT10M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "PT5S, PT5S"
  })
  void durationsMayBeWrittenAsPeopleDo(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "soon", "5s3d"})
  void whatIsNoDurationIsToldHowToWriteOne(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("write 5s");
  }

  @Test
  void instantsMayHaveAnOffsetOrFollowTheLocalClocks() {
    var converter = new InstantConverter();
    var local = LocalDateTime.of(2026, 11, 24, 14, 5).atZone(ZoneId.systemDefault()).toInstant();

    assertThat(converter.convert("2026-11-24T13:05:00Z"))
        .isEqualTo(converter.convert("2026-11-24T14:05:00+01:00"))
        .isEqualTo(Instant.parse("2026-11-24T13:05:00Z"));
    assertThat(converter.convert("2026-11-24 14:05")).isEqualTo(local);
    assertThatThrownBy(() -> converter.convert("tomorrow"))
        .isInstanceOf(TypeConversionException.class);
  }
}
