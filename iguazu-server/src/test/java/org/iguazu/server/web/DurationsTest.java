package org.iguazu.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.iguazu.api.problem.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"30s, PT30S", "PT30S, PT30S", "250ms, PT0.25S", "2m, PT2M", "1h, PT1H", "0s, PT0S"})
  void areReadAsPeopleWriteThem(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "1d", "30 s", "half an hour", "9999999999s"})
  void areRefusedOtherwise(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("30s or PT30S");
  }
}
