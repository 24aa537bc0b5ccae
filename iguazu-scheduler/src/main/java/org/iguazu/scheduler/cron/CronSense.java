package org.iguazu.scheduler.cron;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.springframework.scheduling.support.CronExpression;

/**
 * Refuses what can be read as a cron expression but cannot be meant: steps that never step, and
 * days that never come.
 */
final class CronSense {

  /** A field by its place, and the values that its {@code *} stands for. */
  private record Field(String name, int first, int last, List<String> names) {

    int value(String word) {
      int named = names.indexOf(word.toUpperCase(Locale.ROOT));
      return named >= 0 ? first + named : Integer.parseInt(word);
    }
  }

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private static final List<String> WEEKDAYS =
      List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private static final List<Field> FIELDS =
      List.of(
          new Field("second", 0, 59, List.of()),
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("weekday", 0, 6, WEEKDAYS));

  private static final int DAY_OF_MONTH = 3;
  private static final int MONTH = 4;
  private static final int WEEKDAY = 5;

  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private CronSense() {}

  /**
   * Checks the six fields of an expression that can be read.
   *
   * @throws org.iguazu.api.problem.InvalidValueException at {@code /cron}, naming the field, what
   *     is wrong with it and what to write instead
   */
  static void check(List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      for (String part : fields.get(i).split(",", -1)) {
        checkStep(FIELDS.get(i), part);
      }
    }
    for (String part : fields.get(WEEKDAY).split(",", -1)) {
      checkOrdinal(part);
    }
    checkDayComes(fields.get(DAY_OF_MONTH), fields.get(MONTH));
  }

  private static void checkStep(Field field, String part) {
    int slash = part.indexOf('/');
    if (slash < 0) {
      return;
    }
    String range = part.substring(0, slash);
    int step = Integer.parseInt(part.substring(slash + 1));
    int from = range.equals("*") ? field.first : field.value(range.split("-", -1)[0]);
    int to = range.contains("-") ? field.value(range.split("-", -1)[1]) : lastAfter(field, range);
    if (step > to - from && from <= to) {
      throw Crons.wrong(
          "has '%s' in the %s field, where a step of %d from %d leads past %d, so that only %d is"
                  .formatted(part, field.name, step, from, to, from)
              + " left; write %d if that is meant, else a smaller step".formatted(from));
    }
  }

  /** Weekdays that begin with a certain one go on to Sunday, the seventh. */
  private static int lastAfter(Field field, String start) {
    return field.names.equals(WEEKDAYS) && !start.equals("*") ? 7 : field.last;
  }

  private static void checkOrdinal(String part) {
    int hash = part.indexOf('#');
    if (hash >= 0 && Integer.parseInt(part.substring(hash + 1)) > 5) {
      throw Crons.wrong(
          "has '%s' in the weekday field, but no month has a weekday more than five times: it would"
                  .formatted(part)
              + " never fire; use #1 to #5, or FRIL for the last Friday");
    }
  }

  private static void checkDayComes(String day, String month) {
    CronExpression midnights = CronExpression.parse("0 0 0 " + day + " " + month + " *");
    if (midnights.next(ANY_TIME) == null) {
      throw Crons.wrong(
          "has '%s' in the day of month field and '%s' in the month field, a day that never comes;"
                  .formatted(day, month)
              + " use an earlier day, or L for the last one of the month");
    }
  }
}
