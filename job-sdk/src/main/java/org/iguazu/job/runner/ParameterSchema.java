package org.iguazu.job.runner;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.json.IguazuJson;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.TypeFactory;

/**
 * The JSON Schema of a job's parameters, as far as their types say it: so that a caller's mistake
 * is found when it invokes the job, not when the job runs. A type it does not know may be anything.
 */
final class ParameterSchema {

  private static final TypeFactory TYPES = IguazuJson.strict().getTypeFactory();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParameterSchema() {}

  static JsonNode of(JavaType type) {
    if (type.hasRawClass(Void.class)) {
      return object().put("additionalProperties", false);
    }
    JsonNode schema = schema(type);
    return schema.isObject()
        ? JSON.objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .setAll((ObjectNode) schema)
        : schema;
  }

  private static JsonNode schema(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      return schema(type.containedType(0));
    }
    if (raw.isRecord()) {
      return record(raw);
    }
    if (raw.isEnum()) {
      return choices(raw);
    }
    if (type.isMapLikeType()) {
      return object().set("additionalProperties", schema(type.getContentType()));
    }
    if (type.isArrayType() || type.isCollectionLikeType()) {
      return typed("array").set("items", schema(type.getContentType()));
    }
    return scalar(raw);
  }

  private static JsonNode record(Class<?> type) {
    ObjectNode schema = object();
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(component.getName(), schema(TYPES.constructType(component.getGenericType())));
      if (RequiredComponents.isRequired(component)) {
        required.add(component.getName());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static JsonNode choices(Class<?> type) {
    ArrayNode choices = JSON.arrayNode();
    Arrays.stream(type.getEnumConstants())
        .map(IguazuJson.strict()::<JsonNode>valueToTree)
        .forEach(choices::add);
    return JSON.objectNode().set("enum", choices);
  }

  private static JsonNode scalar(Class<?> type) {
    if (type == String.class) {
      return typed("string");
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return typed("integer");
    }
    if (type == double.class || type == Double.class) {
      return typed("number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    }
    return formatted(type);
  }

  private static JsonNode formatted(Class<?> type) {
    if (type == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (type == LocalDate.class) {
      return typed("string").put("format", "date");
    }
    if (type == Duration.class) {
      return typed("string").put("format", "duration");
    }
    if (type == UUID.class) {
      return typed("string").put("format", "uuid");
    }
    return JSON.booleanNode(true);
  }

  private static ObjectNode object() {
    return typed("object");
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }
}
