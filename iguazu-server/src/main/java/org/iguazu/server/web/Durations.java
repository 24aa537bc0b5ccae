package org.iguazu.server.web;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;

/** Reads durations as people write them in a query: {@code 30s}, or {@code PT30S}. */
final class Durations {

  private static final Pattern SHORT = Pattern.compile("\\d{1,9}(ms|s|m|h)");

  private Durations() {}

  static Duration parse(String text) {
    try {
      return SHORT.matcher(text).matches() ? shortly(text) : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidValueException(
          List.of(
              new FieldError(
                  "", "must be a duration such as 30s or PT30S, but is '%s'".formatted(text))));
    }
  }

  private static Duration shortly(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
