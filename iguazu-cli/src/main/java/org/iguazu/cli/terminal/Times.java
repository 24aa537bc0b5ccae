package org.iguazu.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times as people read them.
 *
 * @param now what "ago" is counted from
 * @param zone whose clocks are shown
 */
public record Times(Instant now, ZoneId zone) {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  /** Date and time to the second, and how far that is: {@code 2026-11-24 13:05:00 (in 5 s)}. */
  public String full(@Nullable Instant instant) {
    return instant == null
        ? ""
        : "%s (%s)".formatted(SECONDS.format(instant.atZone(zone)), relative(instant));
  }

  /** The time of day to the millisecond: {@code 13:05:00.250}. */
  public String precise(Instant instant) {
    return MILLIS.format(instant.atZone(zone));
  }

  /** How far it is: {@code 3 s ago}, {@code in 2 h 5 min}. */
  public String relative(Instant instant) {
    Duration away = Duration.between(now, instant);
    if (away.abs().compareTo(Duration.ofSeconds(1)) < 0) {
      return "now";
    }
    Duration rounded = Duration.ofSeconds(Math.round(away.abs().toMillis() / 1000.0));
    return away.isNegative() ? duration(rounded) + " ago" : "in " + duration(rounded);
  }

  /** A duration in its two largest units: {@code 350 ms}, {@code 12.3 s}, {@code 2 h 5 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 60) {
      long tenths = duration.toMillis() / 100;
      return tenths % 10 == 0 ? seconds + " s" : "%d.%d s".formatted(tenths / 10, tenths % 10);
    }
    if (seconds < 3600) {
      return twoUnits(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? "%d %s".formatted(large, largeUnit)
        : "%d %s %d %s".formatted(large, largeUnit, small, smallUnit);
  }
}
