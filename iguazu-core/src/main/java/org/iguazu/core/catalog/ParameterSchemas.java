package org.iguazu.core.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import tools.jackson.databind.JsonNode;

/**
 * Checks parameters against jobs' JSON Schemas (2020-12); never fetches anything that a schema
 * refers to.
 */
public final class ParameterSchemas {

  private static final SchemaLocation META_SCHEMA =
      SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId());

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final LoadingCache<JsonNode, Schema> compiled =
      Caffeine.newBuilder().maximumSize(1_000).build(registry::getSchema);

  /**
   * Checks a schema before it is registered.
   *
   * @throws InvalidValueException naming what is wrong with it, below {@code /parameterSchema}
   */
  public void check(JsonNode schema) {
    List<FieldError> errors = errors(registry.getSchema(META_SCHEMA), schema, "/parameterSchema");
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    try {
      compiled.get(schema).initializeValidators();
    } catch (RuntimeException e) {
      throw new InvalidValueException(
          List.of(
              new FieldError(
                  "/parameterSchema", "cannot be used as a JSON Schema: " + e.getMessage())));
    }
  }

  /** What is wrong with the parameters, below {@code /parameters}; nothing if they fit. */
  public List<FieldError> errors(JsonNode schema, JsonNode parameters) {
    return errors(compiled.get(schema), parameters, "/parameters");
  }

  private static List<FieldError> errors(Schema schema, JsonNode value, String prefix) {
    return schema.validate(value).stream().map(error -> fieldError(error, prefix)).toList();
  }

  private static FieldError fieldError(Error error, String prefix) {
    String at = prefix + error.getInstanceLocation();
    return "required".equals(error.getKeyword())
        ? new FieldError(at + "/" + error.getProperty(), "is missing, but the job requires it")
        : new FieldError(at, error.getMessage());
  }
}
