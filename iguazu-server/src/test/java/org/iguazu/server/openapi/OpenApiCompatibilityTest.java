package org.iguazu.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.iguazu.api.json.IguazuJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@link Compatibility} calls a break, and what it does not. */
class OpenApiCompatibilityTest {

  private static final String REQUEST = "/components/schemas/InvocationRequest";
  private static final String INVOCATION = "/components/schemas/Invocation";

  /** What somebody may do to the document. */
  record Change(String name, Consumer<ObjectNode> made) {

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatBreaksCallersIsNoticed(Change change) throws IOException {
    assertThat(isCompatible(change)).isFalse();
  }

  static Stream<Change> breaks() {
    return Stream.of(
        change("an answer loses a field", it -> properties(it, INVOCATION).remove("outcome")),
        change(
            "a field of an answer becomes optional",
            it -> required(it, INVOCATION).remove(indexOf(required(it, INVOCATION), "status"))),
        change(
            "a field of an answer is of another type",
            it -> ((ObjectNode) properties(it, INVOCATION).get("priority")).put("type", "string")),
        change(
            "an optional field of a request must be given",
            it -> required(it, REQUEST).add("priority")),
        change(
            "a request has a new field that must be given",
            it -> {
              properties(it, REQUEST).putObject("tenant").put("type", "string");
              required(it, REQUEST).add("tenant");
            }),
        change(
            "a field of an answer is a list of another kind",
            it ->
                object(it, "/components/schemas/PageInvocation/properties/items/items")
                    .put("$ref", INVOCATION.substring(1) + "Event")),
        change(
            "an answer loses a value",
            it ->
                ((ArrayNode) it.at("/components/schemas/Outcome/properties/kind/enum")).remove(0)),
        change(
            "a call needs another scope",
            it ->
                ((ArrayNode) object(it, "/paths/~1api~1jobs/get").get("x-scopes")).set(0, "ADMIN")),
        change(
            "there is a problem code less",
            it ->
                ((ArrayNode) it.at("/components/schemas/Problem/properties/code/enum")).remove(0)),
        change("a request loses a field", it -> properties(it, REQUEST).remove("labels")),
        change(
            "a call has another path",
            it -> object(it, "/paths").set("/api/runs", paths(it).remove("/api/invocations"))),
        change("a method is gone", it -> object(it, "/paths/~1api~1jobs~1{name}").remove("put")),
        change(
            "a query parameter is gone",
            it -> ((ArrayNode) it.at("/paths/~1api~1invocations/get/parameters")).remove(0)),
        change(
            "a query parameter must be given",
            it -> object(it, "/paths/~1api~1invocations/get/parameters/0").put("required", true)),
        change(
            "a query parameter takes fewer values",
            it ->
                ((ArrayNode) it.at("/paths/~1api~1invocations/get/parameters/1/schema/enum"))
                    .remove(0)));
  }

  @ParameterizedTest
  @MethodSource("additions")
  void whatCallersNeedNotCareAboutIsAllowed(Change change) throws IOException {
    assertThat(isCompatible(change)).isTrue();
  }

  static Stream<Change> additions() {
    return Stream.of(
        change(
            "a request has a new optional field",
            it -> properties(it, REQUEST).putObject("tenant").put("type", "string")),
        change(
            "an answer has a new field",
            it -> properties(it, INVOCATION).putObject("tenant").put("type", "string")),
        change(
            "there is a new call",
            it -> paths(it).set("/api/runs", paths(it).get("/api/openapi.json").deepCopy())),
        change(
            "a query has a new optional parameter",
            it ->
                ((ArrayNode) it.at("/paths/~1api~1invocations/get/parameters"))
                    .insertObject(0)
                    .put("name", "tenant")
                    .put("in", "query")
                    .put("required", false)
                    .putObject("schema")
                    .put("type", "string")),
        change(
            "a field of a request need not be given any more",
            it -> required(it, REQUEST).remove(indexOf(required(it, REQUEST), "job"))),
        change(
            "there is a new problem code",
            it ->
                ((ArrayNode) it.at("/components/schemas/Problem/properties/code/enum"))
                    .add("too-late")),
        change(
            "a description is better", it -> object(it, INVOCATION).put("description", "clear")));
  }

  @Test
  void theSameIsCompatible() throws IOException {
    assertThat(isCompatible(change("nothing", _ -> {}))).isTrue();
  }

  private static boolean isCompatible(Change change) throws IOException {
    String before = Files.readString(Compatibility.COMMITTED);
    ObjectNode document = (ObjectNode) IguazuJson.strict().readTree(before);
    change.made().accept(document);
    return Compatibility.of(before, document.toString()).isCompatible();
  }

  private static Change change(String name, Consumer<ObjectNode> made) {
    return new Change(name, made);
  }

  private static ObjectNode object(ObjectNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  private static ObjectNode paths(ObjectNode document) {
    return object(document, "/paths");
  }

  private static ObjectNode properties(ObjectNode document, String schema) {
    return object(document, schema + "/properties");
  }

  private static ArrayNode required(ObjectNode document, String schema) {
    return (ArrayNode) document.at(schema + "/required");
  }

  private static int indexOf(ArrayNode array, String value) {
    return array.valueStream().map(it -> it.asString()).toList().indexOf(value);
  }
}
