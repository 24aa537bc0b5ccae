package org.iguazu.server.invocation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** Reads labels as they stand in a query: {@code key:value}; a key has no colon. */
final class LabelFilter {

  private LabelFilter() {}

  static Map<String, String> parse(@Nullable List<String> labels) {
    var parsed = new HashMap<String, String>();
    for (String label : labels == null ? List.<String>of() : labels) {
      int colon = label.indexOf(':');
      if (colon < 1 || parsed.put(label.substring(0, colon), label.substring(colon + 1)) != null) {
        throw invalid(label);
      }
    }
    return parsed;
  }

  private static InvalidValueException invalid(String label) {
    return new InvalidValueException(
        List.of(
            new FieldError(
                "",
                "query parameter 'label' must be key:value, each key once, but is '%s'"
                    .formatted(label))));
  }
}
