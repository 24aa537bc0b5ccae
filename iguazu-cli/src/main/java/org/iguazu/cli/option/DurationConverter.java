package org.iguazu.cli.option;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations as people write them: {@code 5s}, {@code 1h30m}, {@code 2d}, {@code 250ms},
 * {@code PT5S}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern SHORT =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  @Override
  public Duration convert(String text) {
    var match = SHORT.matcher(text.toLowerCase(Locale.ROOT).replace("min", "m").replace(" ", ""));
    if (!text.isBlank() && match.matches()) {
      return Duration.ofDays(number(match.group(1)))
          .plusHours(number(match.group(2)))
          .plusMinutes(number(match.group(3)))
          .plusSeconds(number(match.group(4)))
          .plusMillis(number(match.group(5)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write 5s, 10m, 1h30m, 2d or PT5S");
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
