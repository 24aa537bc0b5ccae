package org.iguazu.scheduler.cron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.springframework.scheduling.support.CronExpression;

/**
 * Reads cron expressions of five fields, of six with the second first, and macros such as
 * {@code @daily}.
 */
final class Crons {

  private static final List<String> FIELDS =
      List.of(
          "second: 0 to 59",
          "minute: 0 to 59",
          "hour: 0 to 23",
          "day of month: 1 to 31, L, or 15W",
          "month: 1 to 12 or JAN to DEC",
          "weekday: 0 to 7 or SUN to SAT, FRIL or MON#2");

  private static final int DAY_OF_MONTH = 3;
  private static final int WEEKDAY = 5;

  private Crons() {}

  /**
   * The expression.
   *
   * @throws InvalidValueException at {@code /cron}, naming the field that is wrong and what is
   *     right
   */
  static CronExpression parse(String cron) {
    String text = cron.strip();
    if (text.startsWith("@")) {
      return macro(text);
    }
    List<String> fields = fields(text);
    for (int i = 0; i < 6; i++) {
      checkField(fields, i);
    }
    if (fields.get(DAY_OF_MONTH).contains("L-")) {
      throw wrong(
          "counts days back from the last of the month, which is not supported; L alone is");
    }
    if (restricts(fields.get(DAY_OF_MONTH)) && restricts(fields.get(WEEKDAY))) {
      throw wrong(
          "restricts both the day of month and the weekday, which some crons read as 'and' and"
              + " others as 'or'; put * into one of them, and use two schedules for 'or'");
    }
    return CronExpression.parse(String.join(" ", fields));
  }

  /**
   * The expression, if it makes sense, too. One that was written down before it was checked so
   * strictly goes on firing.
   *
   * @throws InvalidValueException at {@code /cron}, naming the field that is wrong and what is
   *     right
   */
  static CronExpression parseNew(String cron) {
    CronExpression expression = parse(cron);
    String text = cron.strip();
    if (!text.startsWith("@")) {
      CronSense.check(fields(text));
    }
    return expression;
  }

  /** All six of them. */
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>(Arrays.asList(text.split("\\s+")));
    if (fields.size() == 5) {
      fields.addFirst("0");
    }
    if (fields.size() != 6) {
      throw wrong(
          "must have five fields (minute, hour, day of month, month, weekday) or six (second"
              + " first), but has "
              + fields.size());
    }
    return fields;
  }

  private static CronExpression macro(String text) {
    if (!CronExpression.isValidExpression(text)) {
      throw wrong("'%s' is none of @hourly, @daily, @weekly, @monthly and @yearly".formatted(text));
    }
    return CronExpression.parse(text);
  }

  /** Checks one field among fields that are right for certain. */
  private static void checkField(List<String> fields, int index) {
    var alone = new ArrayList<>(List.of("*", "*", "*", "*", "*", "*"));
    alone.set(index, fields.get(index));
    if (!CronExpression.isValidExpression(String.join(" ", alone))) {
      throw wrong(
          "has a wrong field '%s'; it is the %s, with lists a,b, ranges a-b and steps */n"
              .formatted(fields.get(index), FIELDS.get(index)));
    }
  }

  private static boolean restricts(String field) {
    return !field.equals("*") && !field.equals("?");
  }

  static InvalidValueException wrong(String message) {
    return new InvalidValueException(List.of(new FieldError("/cron", message)));
  }
}
