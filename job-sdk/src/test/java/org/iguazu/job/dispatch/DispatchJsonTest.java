package org.iguazu.job.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.StagedFiles;
import org.iguazu.api.dispatch.StagedInput;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.Progress;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Outputs;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.json.JsonTree;
import org.iguazu.api.upload.UploadTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The server reads and writes these records by its mapper. */
class DispatchJsonTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");
  private static final String SHA_256 = "5e".repeat(32);
  private static final StartRequest START = new StartRequest(UUID.randomUUID(), "arn:task/1");
  private static final OutputFiles LEFT =
      new OutputFiles(List.of(new OutputFile("a/b", 1L << 40, SHA_256)));

  static Stream<Arguments> written() {
    JsonNode result = JsonTree.read("{\"rows\": 3}");
    return Stream.of(
        Arguments.of(DispatchJson.of(START), START),
        Arguments.of(
            DispatchJson.of(new StartRequest(START.runner(), null)),
            new StartRequest(START.runner(), null)),
        Arguments.of(DispatchJson.of(new Progress(0.25, "half")), new Progress(0.25, "half")),
        Arguments.of(DispatchJson.of(new Success(result)), new Success(result)),
        Arguments.of(DispatchJson.of(new Success(null)), new Success(null)),
        Arguments.of(DispatchJson.of(new Failure("E", "why")), new Failure("E", "why")),
        Arguments.of(DispatchJson.of(LEFT), LEFT));
  }

  @ParameterizedTest
  @MethodSource("written")
  void theServerReadsWhatIsWritten(JsonNode json, Object record) {
    assertThat((Object) IguazuJson.strict().treeToValue(json, record.getClass())).isEqualTo(record);
    assertThat(json).isEqualTo(IguazuJson.strict().valueToTree(record));
  }

  static Stream<Arguments> read() {
    return Stream.of(
        Arguments.of(
            new StartReply(
                new InvocationId(UUID.randomUUID()),
                new JobName("export"),
                2,
                JsonTree.read("{\"a\": [1]}"),
                NOON),
            reader(DispatchJson::startReply)),
        Arguments.of(new Control(true), reader(DispatchJson::control)),
        Arguments.of(new Control(false), reader(DispatchJson::control)),
        Arguments.of(new StagedFiles(List.of(), null), reader(DispatchJson::stagedFiles)),
        Arguments.of(
            new StagedFiles(
                List.of(
                    new StagedInput(
                        new InputFile("project", false, 7, true), "http://s/1", 1L << 40, SHA_256),
                    new StagedInput(
                        new InputFile("quiz", true, 100, false), "http://s/2", 0, SHA_256)),
                new Outputs(3, 4)),
            reader(DispatchJson::stagedFiles)),
        Arguments.of(
            new OutputFiles.Targets(
                List.of(new UploadTarget("http://s/3", Map.of("a", "b", "c", "d"), NOON))),
            reader(DispatchJson::targets)));
  }

  private static Function<JsonNode, Object> reader(Function<JsonNode, Object> reader) {
    return reader;
  }

  @ParameterizedTest
  @MethodSource("read")
  void whatTheServerWritesIsRead(Object record, Function<JsonNode, Object> reader) {
    JsonNode json = IguazuJson.strict().valueToTree(record);

    assertThat(reader.apply(json)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("read")
  void aNewerServerMaySayMore(Object record, Function<JsonNode, Object> reader) {
    ObjectNode json = IguazuJson.strict().valueToTree(record);

    assertThat(reader.apply(json.put("news", 1))).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("read")
  void anAnswerThatLacksAFieldIsNotUnderstood(Object record, Function<JsonNode, Object> reader) {
    ObjectNode json = IguazuJson.strict().valueToTree(record);
    json.remove("outputs"); // which may be absent

    for (String field : List.copyOf(json.propertyNames())) {
      ObjectNode less = json.deepCopy();
      less.remove(field);
      assertThatThrownBy(() -> reader.apply(less))
          .as("without %s", field)
          .isInstanceOf(JacksonException.class)
          .hasMessageContaining(field);
    }
  }
}
