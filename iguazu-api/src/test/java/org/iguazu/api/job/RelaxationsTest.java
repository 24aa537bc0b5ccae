package org.iguazu.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaxationsTest {

  @Test
  void whatIsNotSaidStaysStrict() {
    Relaxations some = IguazuJson.strict().readValue("{\"executableTmp\":true}", Relaxations.class);

    assertThat(some).isEqualTo(new Relaxations(1_024, 256, null, 16_384, true));
    assertThat(Relaxations.none().executableTmp()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "openFiles, 15",
    "openFiles, 65537",
    "fileSize, 0",
    "fileSize, 2048",
    "tmp, 0",
    "tmpFiles, 15",
    "tmpFiles, 10000001"
  })
  void whatIsOutOfRangeIsNamed(String field, int value) {
    String json = "{\"%s\":%d}".formatted(field, value);

    assertThatThrownBy(() -> IguazuJson.strict().readValue(json, Relaxations.class))
        .rootCause()
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            e ->
                assertThat(e.errors())
                    .extracting(FieldError::pointer)
                    .containsExactly("/" + field));
  }

  @ParameterizedTest
  @CsvSource({
    "openFiles, 16",
    "openFiles, 65536",
    "fileSize, 1",
    "fileSize, 2047",
    "tmp, 1",
    "tmpFiles, 16",
    "tmpFiles, 10000000"
  })
  void whatIsInRangeIsTaken(String field, int value) {
    String json = "{\"%s\":%d}".formatted(field, value);

    assertThat(IguazuJson.strict().readValue(json, Relaxations.class)).isNotNull();
  }

  @Test
  void aSharedJobHasNothingToRelax() {
    assertThatThrownBy(() -> job().relaxations(Relaxations.none()).build())
        .hasMessageContaining("/relaxations")
        .hasMessageContaining("HARDENED");
  }

  @Test
  void scratchSpaceIsPartOfTheMemory() {
    JobDefinition.Builder hardened = job().isolation(Isolation.HARDENED);

    assertThatThrownBy(
            () -> hardened.relaxations(new Relaxations.Builder().tmp(65).build()).build())
        .hasMessageContaining("/relaxations/tmp");
    Relaxations all = new Relaxations.Builder().tmp(64).build();
    assertThat(hardened.relaxations(all).build().toBuilder().build().relaxations()).isEqualTo(all);
  }

  private static JobDefinition.Builder job() {
    return JobDefinition.named("grade").image("registry.example/grade:1").cpu(128).memory(64);
  }
}
