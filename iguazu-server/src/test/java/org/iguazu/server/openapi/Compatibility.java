package org.iguazu.server.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.iguazu.api.json.IguazuJson;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Whether callers of one OpenAPI document can go on with another: nothing that it says may be gone
 * or be different, and nothing more may be asked of callers. The second is found by openapi-diff;
 * the first is not, for it sees no types in a document of OpenAPI 3.1, and calls it no break if an
 * optional field disappears.
 *
 * @param gone where something is missing or different
 */
record Compatibility(List<String> gone, ChangedOpenApi change) {

  static final Path COMMITTED = Path.of("src/main/resources/openapi.json");
  static final Path BASELINE = Path.of("src/test/resources/openapi-baseline.json");

  /**
   * Of no consequence, or openapi-diff's: that something need not be given any more is no break.
   */
  private static final Set<String> NOT_COMPARED =
      Set.of("description", "summary", "example", "info", "required");

  private static final String CODES = "/components/schemas/Problem/properties/code/enum";

  static Compatibility of(String before, String after) {
    var gone = new ArrayList<String>();
    JsonNode old = IguazuJson.strict().readTree(before);
    JsonNode now = IguazuJson.strict().readTree(after);
    compare("", old, now, gone);
    allowNewCodes(old, now);
    return new Compatibility(gone, OpenApiCompare.fromContents(old.toString(), after));
  }

  /** A caller takes a problem whose code it does not know by its status. */
  private static void allowNewCodes(JsonNode before, JsonNode after) {
    if (before.at(CODES) instanceof ArrayNode known && after.at(CODES) instanceof ArrayNode codes) {
      known.removeAll().addAll(codes);
    }
  }

  private static void compare(String at, JsonNode before, JsonNode after, List<String> gone) {
    if (before.isObject() && after.isObject()) {
      for (Map.Entry<String, JsonNode> entry : before.properties()) {
        boolean isName = at.endsWith("/properties"); // of a field, which may be called anything
        if (isName || !NOT_COMPARED.contains(entry.getKey())) {
          String name = entry.getKey();
          compare(at + "/" + name, entry.getValue(), after.path(name), gone);
        }
      }
    } else if (before.isArray() && after.isArray()) {
      IntStream.range(0, before.size())
          .forEach(
              i -> compare(at + "/" + i, before.get(i), counterpart(before.get(i), after), gone));
    } else if (!before.equals(after)) {
      gone.add("%s was %s, is %s".formatted(at, before, after));
    }
  }

  /** The same value, or what has the same name, wherever it stands now. */
  private static JsonNode counterpart(JsonNode before, JsonNode after) {
    return after
        .valueStream()
        .filter(it ->
            before.has("name") ? before.get("name").equals(it.path("name")) : before.equals(it))
        .findFirst()
        .orElseGet(() -> IguazuJson.strict().missingNode());
  }

  boolean isCompatible() {
    return gone.isEmpty() && change.isCompatible();
  }

  /** All that has changed, to be read. */
  String rendered() {
    var out = new ByteArrayOutputStream();
    new ConsoleRender().render(change, new OutputStreamWriter(out, UTF_8));
    return "gone or different: " + String.join("; ", gone) + "\n" + out.toString(UTF_8);
  }
}
