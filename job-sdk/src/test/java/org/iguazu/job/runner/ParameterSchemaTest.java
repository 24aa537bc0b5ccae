package org.iguazu.job.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ParameterSchemaTest {

  record Item(String id) {}

  record Everything(
      String text,
      int count,
      @Nullable Double ratio,
      boolean flag,
      List<Item> items,
      Map<String, Long> totals,
      Delivery delivery,
      Instant at,
      @Nullable Duration within,
      JsonNode anything) {}

  @Test
  void aRecordBecomesAnObjectWhoseNullableComponentsMayBeLeftOut() {
    assertThat(schemaOf(Everything.class))
        .isEqualTo(
            json(
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "properties": {
                   "text": {"type": "string"},
                   "count": {"type": "integer"},
                   "ratio": {"type": "number"},
                   "flag": {"type": "boolean"},
                   "items": {"type": "array", "items": {
                     "type": "object", "properties": {"id": {"type": "string"}},
                     "required": ["id"], "additionalProperties": false}},
                   "totals": {"type": "object", "additionalProperties": {"type": "integer"}},
                   "delivery": {"enum": ["AT_MOST_ONCE", "AT_LEAST_ONCE"]},
                   "at": {"type": "string", "format": "date-time"},
                   "within": {"type": "string", "format": "duration"},
                   "anything": true},
                 "required": ["text", "count", "flag", "items", "totals", "delivery", "at",
                   "anything"],
                 "additionalProperties": false}
                """));
  }

  @Test
  void rawJsonMayBeAnything() {
    assertThat(schemaOf(JsonNode.class)).isEqualTo(json("true"));
  }

  @Test
  void noParametersAreAnEmptyObject() {
    assertThat(schemaOf(Void.class))
        .isEqualTo(json("{\"type\": \"object\", \"additionalProperties\": false}"));
  }

  private static JsonNode schemaOf(Class<?> type) {
    return ParameterSchema.of(IguazuJson.strict().constructType(type));
  }

  private static JsonNode json(String text) {
    return IguazuJson.strict().readTree(text);
  }
}
