package org.iguazu.cli.option;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The options that say what a job is given. */
public final class ParameterOptions {

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description =
          "A parameter; may be repeated. A value that is JSON is taken as that (5, true, [1,2]),"
              + " anything else as text; '\"5\"' is the text 5.")
  private Map<String, String> single = new LinkedHashMap<>();

  @Option(
      names = "--parameters",
      paramLabel = "JSON|@FILE|-",
      description =
          "All parameters as one JSON value: given here, in a file, or on standard input.")
  private @Nullable String whole;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** The parameters as one JSON value; an empty object if none were given. */
  public JsonNode json() {
    JsonNode all = whole == null ? JsonNodeFactory.instance.objectNode() : parsed(text(whole));
    if (single.isEmpty()) {
      return all;
    }
    if (!(all instanceof ObjectNode object)) {
      throw usage(
          "-p needs parameters that are a JSON object, but --parameters gives another value");
    }
    single.forEach((name, value) -> object.set(name, lenient(value)));
    return object;
  }

  /** JSON if it is, else a text. */
  private static JsonNode lenient(String value) {
    try {
      JsonNode json = IguazuJson.strict().readTree(value);
      return json.isMissingNode() ? StringNode.valueOf(value) : json;
    } catch (JacksonException e) {
      return StringNode.valueOf(value);
    }
  }

  private JsonNode parsed(String text) {
    try {
      JsonNode json = IguazuJson.strict().readTree(text);
      if (json.isMissingNode()) {
        throw usage("the parameters are empty; no parameters are {}");
      }
      return json;
    } catch (JacksonException e) {
      throw usage("the parameters are not JSON: " + e.getOriginalMessage());
    }
  }

  private String text(String source) {
    try {
      if (source.equals("-")) {
        return new String(System.in.readAllBytes(), UTF_8);
      }
      return source.startsWith("@") ? Files.readString(Path.of(source.substring(1))) : source;
    } catch (IOException e) {
      throw usage("cannot read the parameters from " + source + ": " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled this command in");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
