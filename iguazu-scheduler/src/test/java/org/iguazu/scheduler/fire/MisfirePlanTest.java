package org.iguazu.scheduler.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.iguazu.api.schedule.MisfirePolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.scheduler.cron.FireTimes;
import org.junit.jupiter.api.Test;

class MisfirePlanTest {

  private static final Duration THRESHOLD = Duration.ofMinutes(1);
  private static final FireTimes HOURLY =
      FireTimes.of(ScheduleDefinition.named("hourly", "job", "0 * * * *").build());

  @Test
  void anInstantThatHasJustComeFiresWhateverThePolicy() {
    for (MisfirePolicy policy : MisfirePolicy.values()) {
      assertThat(plan(policy, at("10:00"), at("11:00").plusMillis(5), Duration.ofDays(1)))
          .isEqualTo(new MisfirePlan(List.of(at("11:00")), 0, null));
    }
  }

  @Test
  void missedInstantsAreLeftOut() {
    assertThat(plan(MisfirePolicy.NONE, at("10:00"), at("13:30"), Duration.ofDays(1)))
        .isEqualTo(new MisfirePlan(List.of(), 3, at("13:00")));
  }

  @Test
  void theLastMissedInstantFires() {
    assertThat(plan(MisfirePolicy.LAST, at("10:00"), at("13:30"), Duration.ofDays(1)))
        .isEqualTo(new MisfirePlan(List.of(at("13:00")), 2, at("12:00")));
  }

  @Test
  void allMissedInstantsFireInOrder() {
    assertThat(plan(MisfirePolicy.ALL, at("10:00"), at("13:30"), Duration.ofDays(1)))
        .isEqualTo(new MisfirePlan(List.of(at("11:00"), at("12:00"), at("13:00")), 0, null));
  }

  @Test
  void nothingFiresFromBeforeTheWindow() {
    assertThat(plan(MisfirePolicy.ALL, at("10:00"), at("13:30"), Duration.ofMinutes(90)).fires())
        .containsExactly(at("12:00"), at("13:00"));
  }

  @Test
  void noMoreThanAThousandMissedInstantsFire() {
    FireTimes everySecond =
        FireTimes.of(ScheduleDefinition.named("busy", "job", "* * * * * *").build());

    var plan =
        MisfirePlan.of(
            everySecond,
            at("10:00"),
            at("11:00"),
            MisfirePolicy.ALL,
            Duration.ofDays(1),
            THRESHOLD);

    assertThat(plan.fires()).hasSize(1_000 + 61).last().isEqualTo(at("11:00"));
    assertThat(plan.leftOut()).isEqualTo(3_600 - 1_061);
  }

  @Test
  void nothingFiresTwice() {
    assertThat(plan(MisfirePolicy.ALL, at("13:00"), at("13:30"), Duration.ofDays(1)).fires())
        .isEmpty();
  }

  @Test
  void nothingFiresEarly() {
    assertThat(
            plan(MisfirePolicy.ALL, at("10:00"), at("11:00").minusMillis(1), Duration.ofDays(1))
                .fires())
        .isEmpty();
  }

  private static MisfirePlan plan(
      MisfirePolicy policy, Instant handledUntil, Instant now, Duration window) {
    return MisfirePlan.of(HOURLY, handledUntil, now, policy, window, THRESHOLD);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + ":00Z");
  }
}
