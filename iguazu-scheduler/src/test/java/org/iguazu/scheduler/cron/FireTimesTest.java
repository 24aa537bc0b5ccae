package org.iguazu.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.schedule.GapPolicy;
import org.iguazu.api.schedule.OverlapHourPolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FireTimesTest {

  /**
   * In Berlin the clocks went from 02:00 +01:00 to 03:00 +02:00 on 2026-03-29, and back on
   * 2026-10-25.
   */
  private static final String BERLIN = "Europe/Berlin";

  @Test
  void firesWhenTheZonesClocksShowTheTime() {
    assertThat(next("30 2 * * *", BERLIN, "2026-07-01T12:00:00Z", 2))
        .containsExactly("2026-07-02T02:30+02:00", "2026-07-03T02:30+02:00");
    assertThat(next("30 2 * * *", "Asia/Kolkata", "2026-07-01T12:00:00Z", 1))
        .containsExactly("2026-07-02T02:30+05:30");
  }

  @Test
  void sixFieldsHaveTheSecondFirst() {
    assertThat(next("15 30 2 * * *", "UTC", "2026-07-01T12:00:00Z", 1))
        .containsExactly("2026-07-02T02:30:15Z");
  }

  @Test
  void aTimeThatTheClocksSkipFiresRightAfterTheGap() {
    assertThat(next("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
  }

  @Test
  void aTimeThatTheClocksSkipCanBeLeftOut() {
    FireTimes times = FireTimes.of(schedule("30 2 * * *", BERLIN).gap(GapPolicy.SKIP).build());

    assertThat(shown(times, "2026-03-28T12:00:00Z", BERLIN, 1))
        .containsExactly("2026-03-30T02:30+02:00");
  }

  @Test
  void manySkippedTimesFireOnceAfterTheGap() {
    assertThat(next("*/20 * * * *", BERLIN, "2026-03-29T00:30:00Z", 3))
        .containsExactly(
            "2026-03-29T01:40+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:20+02:00");
  }

  @Test
  void aTimeThatTheClocksShowTwiceFiresTheFirstTime() {
    assertThat(next("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
  }

  @Test
  void aTimeThatTheClocksShowTwiceCanFireTwice() {
    assertThat(twice("30 2 * * *", "2026-10-24T12:00:00Z", 3))
        .containsExactly(
            "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-26T02:30+01:00");
  }

  @Test
  void aFrequentScheduleRestsInTheRepeatedHourUnlessItFiresTwice() {
    assertThat(next("*/30 * * * *", BERLIN, "2026-10-25T00:00:00Z", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-25T03:00+01:00");
    assertThat(twice("*/30 * * * *", "2026-10-25T00:00:00Z", 4))
        .containsExactly(
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T03:00+01:00");
  }

  @Test
  void aSearchThatBeginsInTheRepeatedHourFiresNothingThere() {
    assertThat(next("*/30 * * * *", BERLIN, "2026-10-25T01:10:00Z", 1))
        .containsExactly("2026-10-25T03:00+01:00");
  }

  @Test
  void halfAnHourOfDaylightSavingIsNoDifferent() {
    // Lord Howe: 02:00 +10:30 to 02:30 +11:00 on 2026-10-04
    assertThat(next("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00Z", 1))
        .containsExactly("2026-10-04T02:30+11:00");
  }

  @Test
  void aWholeSkippedDayIsOneGap() {
    // Samoa had no 2011-12-30
    assertThat(next("0 12 * * *", "Pacific/Apia", "2011-12-29T23:00:00Z", 2))
        .containsExactly("2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00");
  }

  @Test
  void leapDaysComeEveryFourthYear() {
    assertThat(next("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2028-02-29T00:00Z", "2032-02-29T00:00Z");
  }

  @Test
  void whatIsRefusedNowGoesOnFiringWhereItWasWrittenDownBefore() {
    assertThat(next("*/100 * * * *", "UTC", "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-01-01T01:00Z", "2026-01-01T02:00Z");
  }

  @Test
  void aDayThatNeverComesNeverFires() {
    assertThat(next("0 0 30 2 *", BERLIN, "2026-01-01T00:00:00Z", 1)).isEmpty();
  }

  @Test
  void nothingFiresBeforeTheStartNorAtTheEnd() {
    FireTimes times =
        FireTimes.of(
            schedule("0 * * * *", "UTC")
                .start(Instant.parse("2026-07-01T10:00:00Z"))
                .end(Instant.parse("2026-07-01T12:00:00Z"))
                .build());

    assertThat(shown(times, "2026-01-01T00:00:00Z", "UTC", 9))
        .containsExactly("2026-07-01T10:00Z", "2026-07-01T11:00Z");
  }

  @Test
  void betweenLeavesOutTheFirstAndIncludesTheLast() {
    FireTimes times = FireTimes.of(schedule("0 * * * *", "UTC").build());
    Instant ten = Instant.parse("2026-07-01T10:00:00Z");

    assertThat(times.between(ten, ten.plusSeconds(7_200)))
        .containsExactly(ten.plusSeconds(3_600), ten.plusSeconds(7_200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61 * * * *          | wrong field '61'; it is the minute: 0 to 59",
        "0 25 * * *          | wrong field '25'; it is the hour",
        "0 0 0 * *           | wrong field '0'; it is the day of month",
        "0 0 * 13 *          | wrong field '13'; it is the month",
        "0 0 * * MOO         | wrong field 'MOO'; it is the weekday",
        "99 0 0 * * *        | wrong field '99'; it is the second",
        "* * * *             | must have five fields",
        "@sometimes          | is none of @hourly",
        "0 0 L-31 * *        | counts days back from the last of the month",
        "0 0 13 * FRI        | restricts both the day of month and the weekday",
        "*/100 * * * *       | has '*/100' in the minute field, where a step of 100 from 0 leads"
            + " past 59",
        "*/60 * * * * *      | has '*/60' in the second field",
        "0 */24 * * *        | so that only 0 is left; write 0 if that is meant, else a smaller"
            + " step",
        "0 0 */31 * *        | has '*/31' in the day of month field, where a step of 31 from 1",
        "0 0 1 */12 *        | has '*/12' in the month field",
        "0 0 1 JAN-JUN/7 *   | has 'JAN-JUN/7' in the month field, where a step of 7 from 1 leads"
            + " past 6",
        "0 0 * * */7         | has '*/7' in the weekday field",
        "0,10-20/11 * * * *  | has '10-20/11' in the minute field",
        "50/20 * * * *       | has '50/20' in the minute field, where a step of 20 from 50",
        "0 0 * * MON#6       | has 'MON#6' in the weekday field, but no month has a weekday more"
            + " than five",
        "0 0 * * MON#0       | wrong field 'MON#0'; it is the weekday",
        "0 0 30 2 *          | has '30' in the day of month field and '2' in the month field, a day"
            + " that",
        "0 0 31 FEB,APR,11 * | a day that never comes; use an earlier day, or L",
      })
  void aWrongExpressionIsExplained(String cron, String explanation) {
    assertThatThrownBy(() -> FireTimes.ofNew(schedule(cron, "UTC").build()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("/cron")
        .hasMessageContaining(explanation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@daily",
        "0 0 L * *",
        "0 0 15W * *",
        "0 9 * * MON#2",
        "0 9 * * MON#5",
        "*/5 8-17 * * 1-5",
        "*/59 * * * *",
        "0 */23 * * *",
        "0 0 1 jan-dec/11 *",
        "0 0 * * 5/2",
        "0 0 * * SUN-SAT/6",
        "0 0 31 2,3 *",
        "0 0 29 2 *"
      })
  void understandsWhatCronsUnderstand(String cron) {
    FireTimes times = FireTimes.ofNew(schedule(cron, BERLIN).build());

    assertThat(shown(times, "2026-01-01T00:00:00Z", BERLIN, 3)).hasSize(3);
  }

  private static List<String> next(String cron, String zone, String after, int count) {
    return shown(FireTimes.of(schedule(cron, zone).build()), after, zone, count);
  }

  private static List<String> twice(String cron, String after, int count) {
    ScheduleDefinition definition =
        schedule(cron, BERLIN).overlapHour(OverlapHourPolicy.TWICE).build();
    return shown(FireTimes.of(definition), after, BERLIN, count);
  }

  private static List<String> shown(FireTimes times, String after, String zone, int count) {
    return times.next(Instant.parse(after), count).stream()
        .map(fire -> ZonedDateTime.ofInstant(fire, ZoneId.of(zone)).toOffsetDateTime().toString())
        .toList();
  }

  private static ScheduleDefinition.Builder schedule(String cron, String zone) {
    return ScheduleDefinition.named("test", "job", cron).zone(ZoneId.of(zone));
  }
}
