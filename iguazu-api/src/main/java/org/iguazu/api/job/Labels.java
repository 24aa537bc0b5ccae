package org.iguazu.api.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Violations;

/** What labels may look like: free key-value pairs to find jobs, schedules and invocations by. */
public final class Labels {

  private static final int MOST = 32;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

  private Labels() {}

  /**
   * Adds to {@code check} what is wrong with the labels of a value, held in its field {@code
   * labels}.
   */
  public static void check(Map<String, String> labels, Violations check) {
    check.require(labels.size() <= MOST, "/labels", "must be at most " + MOST);
    new TreeMap<>(labels)
        .forEach((key, value) ->
            check
                .require(
                    KEY.matcher(key).matches(),
                    "/labels" + FieldError.pointerTo(key),
                    "is not a label key: 1 to 63 letters, digits, '.', '_', '/' or '-'")
                .require(
                    value.length() <= 200,
                    "/labels" + FieldError.pointerTo(key),
                    "must have at most 200 characters"));
  }
}
