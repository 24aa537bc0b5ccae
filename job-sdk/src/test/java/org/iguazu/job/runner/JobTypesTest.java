package org.iguazu.job.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.AbstractJob;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JobTypesTest {

  record Question(String id, int points) {

    Question {
      if (points < 0) {
        throw new IllegalArgumentException("must not have negative points");
      }
    }
  }

  record Quiz(
      String name, List<Question> questions, @Nullable String title, Optional<Integer> year) {}

  /** Between AbstractJob and the job, to see that the types are found all the same. */
  abstract static class Halfway<T> extends AbstractJob<T, String> {}

  static final class QuizJob extends Halfway<Quiz> {
    @Override
    public String run(Quiz quiz) {
      return quiz.name();
    }
  }

  static final class RawJob extends AbstractJob<JsonNode, JsonNode> {
    @Override
    public JsonNode run(JsonNode parameters) {
      return parameters;
    }
  }

  static final class PlainJob extends AbstractJob<Void, String> {
    @Override
    public String run(Void parameters) {
      return "";
    }
  }

  @SuppressWarnings("rawtypes")
  static final class UntypedJob extends AbstractJob {
    @Override
    public Object run(Object parameters) {
      return parameters;
    }
  }

  @Test
  void parametersBecomeTheRecordThatTheJobSaysItTakes() throws Exception {
    var quiz = read(QuizJob.class, "{'name':'algebra','questions':[{'id':'q1','points':2}]}");

    assertThat(quiz)
        .isEqualTo(new Quiz("algebra", List.of(new Question("q1", 2)), null, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'questions':[]}                                    | '/name'               | Missing",
        "{'name':null,'questions':[]}                        | '/name'               | null",
        "{'name':'a','questions':[],'nmae':'b'}              | '/nmae'               | nmae",
        "{'name':'a','questions':{}}                         | '/questions'          | Object",
        "{'name':'a','questions':[{'id':'x','points':'y'}]}  | '/questions/0/points' | int",
        "{'name':'a','questions':[{'id':'x','points':-1}]}   | '/questions/0'        | negative",
        "{'name':'a','questions':[{'id':'x'}]}               | '/questions/0/points' | Missing",
        "[]                                                  | ''                    | Quiz",
        "null                                                | ''                    | missing",
      })
  void parametersThatDoNotFitAreRefusedByJsonPointer(String json, String pointer, String reason) {
    assertThatThrownBy(() -> read(QuizJob.class, json))
        .isInstanceOf(JobTypes.UnfitException.class)
        .hasMessageStartingWith("the parameters do not fit the job: " + pointer + " ")
        .hasMessageContaining(reason);
  }

  @Test
  void rawJsonIsHandedOverAsItIs() throws Exception {
    assertThat(read(RawJob.class, "[1,{'a':null}]")).hasToString("[1,{\"a\":null}]");
  }

  @Test
  void aJobWithoutParametersTakesNoneAndRefusesSome() throws Exception {
    assertThat(read(PlainJob.class, "{}")).isNull();
    assertThat(read(PlainJob.class, "null")).isNull();
    assertThatThrownBy(() -> read(PlainJob.class, "{'quiz':1}"))
        .hasMessageContaining("the job takes none");
  }

  @Test
  @SuppressWarnings("unchecked")
  void aJobThatDoesNotSayItsTypesIsMisconfigured() {
    var untyped = (Class<? extends AbstractJob<?, ?>>) (Class<?>) UntypedJob.class;

    assertThatThrownBy(() -> JobTypes.of(untyped)).isInstanceOf(MisconfiguredException.class);
  }

  @Test
  void aResultMayHave256KiBAndNotAByteMore() throws Exception {
    int most = Success.LARGEST_RESULT - 2; // two quotation marks

    assertThat(JobTypes.write("x".repeat(most))).isNotNull();
    assertThatThrownBy(() -> JobTypes.write("x".repeat(most + 1)))
        .hasMessageContaining("262,145 bytes")
        .hasMessageContaining("at most 262,144");
  }

  @Test
  void aResultThatIsNoJsonIsRefusedWithThePlaceThatIsNot() {
    var cycle = new HashMap<String, Object>();
    cycle.put("self", cycle);

    assertThatThrownBy(() -> JobTypes.write(Map.of("socket", cycle)))
        .isInstanceOf(JobTypes.UnfitException.class)
        .hasMessageContaining("cannot be written as JSON: '/socket/self/self");
  }

  private static @Nullable Object read(Class<? extends AbstractJob<?, ?>> job, String json)
      throws Exception {
    return JobTypes.of(job).read(IguazuJson.strict().readTree(json.replace('\'', '"')));
  }
}
