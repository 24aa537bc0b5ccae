package org.iguazu.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearMissTest {

  private static final List<String> KNOWN = List.of("export-quiz-grades", "ab-reminder", "clean");

  @ParameterizedTest
  @CsvSource({
    "exportQuizGrades, export-quiz-grades",
    "export_quiz_grade, export-quiz-grades",
    "exprot-quiz-grades, export-quiz-grades",
    "Clean, clean",
    "AbReminder, ab-reminder"
  })
  void findsWhatWasMeant(String given, String meant) {
    assertThat(NearMiss.of(given, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grade", "x", "import-users", ""})
  void suggestsNothingThatIsFarOff(String given) {
    assertThat(NearMiss.of(given, KNOWN)).isEmpty();
  }
}
