package org.iguazu.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iguazu.api.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells of the API's records which fields are always there, or must be given. */
final class RecordSchemas {

  /** Records whose other fields have defaults. */
  private static final Map<String, List<String>> MUST_BE_GIVEN =
      Map.of(
          "JobDefinition", List.of("cpu", "image", "memory", "name"),
          "InvocationRequest", List.of("job"),
          "ConcurrencyKey", List.of(),
          "Retry", List.of(),
          "Unique", List.of("key"),
          "ScheduleDefinition", List.of("cron", "job", "name"));

  private final Map<String, Class<?>> records = new TreeMap<>();

  RecordSchemas() {
    new ClassFileImporter()
        .importPackages("org.iguazu.api").stream()
            .filter(JavaClass::isRecord)
            .map(JavaClass::reflect)
            .forEach(type -> records.put(type.getSimpleName(), type));
  }

  void describe(OpenAPI document) {
    ModelConverters.getInstance(true)
        .readAll(Problem.class)
        .forEach((name, schema) -> document.getComponents().getSchemas().putIfAbsent(name, schema));
    document
        .getComponents()
        .getSchemas()
        .forEach((name, schema) -> {
          Class<?> type = records.get(name.startsWith("Page") ? "Page" : name);
          if (type != null) {
            openUp(schema, type);
            require(schema, MUST_BE_GIVEN.getOrDefault(name, alwaysThere(type)));
          }
        });
  }

  /** Where any JSON value may stand, its schema says nothing. */
  private static void openUp(Schema<?> schema, Class<?> type) {
    Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType() == JsonNode.class)
        .forEach(component -> schema.getProperties().put(component.getName(), new Schema<>()));
  }

  private static void require(Schema<?> schema, List<String> fields) {
    schema.setRequired(fields.isEmpty() ? null : fields);
  }

  private static List<String> alwaysThere(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(it -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
        .filter(it -> !isLeftOutWhenEmpty(it))
        .map(RecordComponent::getName)
        .sorted()
        .toList();
  }

  private static boolean isLeftOutWhenEmpty(RecordComponent component) {
    JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_EMPTY;
  }
}
