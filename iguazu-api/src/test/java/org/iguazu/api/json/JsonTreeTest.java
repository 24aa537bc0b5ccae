package org.iguazu.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a tree is, the mapper says. */
class JsonTreeTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        " [ ] ",
        "{}",
        "0",
        "-2147483648",
        "2147483648",
        "9223372036854775808",
        "0.1",
        "-1e-7",
        "1e400",
        "123456789.123456789123456789",
        "\"\\u00e9\\ud83d\\ude00\\n\\\"\"",
        "{\"b\": [1, {\"\": null}], \"a\": {\"b\": false}}"
      })
  void isReadAndWrittenAsByTheMapper(String json) {
    JsonNode tree = JsonTree.read(json);

    assertThat(tree).isEqualTo(IguazuJson.strict().readTree(json));
    assertThat(JsonTree.read(new ByteArrayInputStream(json.getBytes(UTF_8)))).isEqualTo(tree);
    assertWrittenAsByTheMapper(tree);
  }

  @RepeatedTest(200)
  void soIsAnyOther(RepetitionInfo repetition) {
    JsonNode tree = any(new Random(repetition.getCurrentRepetition()), 5);

    assertWrittenAsByTheMapper(tree);
    String json = tree.toString();
    assertThat(JsonTree.read(json)).isEqualTo(IguazuJson.strict().readTree(json));
  }

  @Test
  void whatNoJsonHoldsIsWrittenAsByTheMapper() {
    ObjectNode tree = NODES.objectNode();
    tree.set("bytes", NODES.binaryNode(new byte[] {1, 2, 3}));
    tree.set("object", NODES.pojoNode(Map.of("a", 1)));
    tree.set("float", NODES.numberNode(0.1f));
    tree.set("short", NODES.numberNode((short) 7));
    tree.set("decimal", NODES.numberNode(new BigDecimal("1.50")));
    tree.set("missing", NODES.missingNode());

    assertWrittenAsByTheMapper(tree);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "1 2",
        "'a'",
        "NaN",
        "\"",
        "nul",
        "]"
      })
  void whatTheMapperRefusesIsRefused(String json) {
    assertThatThrownBy(() -> IguazuJson.strict().readTree(json))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonTree.read(json)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void nothingIsNoJson(String nothing) {
    assertThatThrownBy(() -> JsonTree.read(nothing)).isInstanceOf(JacksonException.class);
  }

  @Test
  void whatIsTooDeepIsRefused() {
    assertThatThrownBy(() -> JsonTree.read("[".repeat(100_000)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("nesting depth");
  }

  private static void assertWrittenAsByTheMapper(JsonNode tree) {
    assertThat(JsonTree.write(tree))
        .asString(UTF_8)
        .isEqualTo(IguazuJson.strict().writeValueAsString(tree));
  }

  private static JsonNode any(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(random.nextGaussian());
      case 5 -> NODES.stringNode(anyText(random));
      case 6 -> {
        ArrayNode array = NODES.arrayNode();
        random.ints(random.nextInt(5)).forEach(any -> array.add(any(random, depth - 1)));
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        random
            .ints(random.nextInt(5))
            .forEach(any -> object.set(anyText(random), any(random, depth - 1)));
        yield object;
      }
    };
  }

  /** Of all there is in Unicode, but no half of a pair. */
  private static String anyText(Random random) {
    return random
        .ints(random.nextInt(10), 0, 0x1_1000)
        .filter(it -> !Character.isSurrogate((char) it))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
