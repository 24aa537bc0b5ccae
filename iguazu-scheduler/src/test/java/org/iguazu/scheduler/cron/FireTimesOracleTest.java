package org.iguazu.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.iguazu.api.schedule.GapPolicy;
import org.iguazu.api.schedule.OverlapHourPolicy;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Compares with an oracle that walks through the days around a change of clocks minute by minute.
 */
class FireTimesOracleTest {

  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "Africa/Casablanca",
          "Asia/Kolkata",
          "Pacific/Apia",
          "America/St_Johns",
          "Antarctica/Troll");
  private static final List<String> MINUTES = List.of("0", "30", "*/15", "7", "*", "59", "10-20");
  private static final List<String> HOURS = List.of("*", "2", "1-3", "0", "23", "*/2", "3");
  private static final Duration AROUND = Duration.ofDays(2);

  @Test
  void firesAtTheInstantsThatTheOracleFinds() {
    long seed = Long.getLong("seed", 20_261_124L);
    var random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      ScheduleDefinition definition = any(random);
      Instant change = anyChange(definition.zone().getRules(), random);
      Instant from = change.minus(AROUND);
      Instant to = change.plus(AROUND);

      assertThat(FireTimes.of(definition).between(from, to))
          .as("seed %d, %s", seed, definition)
          .containsExactlyElementsOf(oracle(definition, from, to));
    }
  }

  private static ScheduleDefinition any(Random random) {
    String cron = pick(MINUTES, random) + " " + pick(HOURS, random) + " * * *";
    return ScheduleDefinition.named("test", "job", cron)
        .zone(ZoneId.of(pick(ZONES, random)))
        .gap(pick(List.of(GapPolicy.values()), random))
        .overlapHour(pick(List.of(OverlapHourPolicy.values()), random))
        .build();
  }

  private static Instant anyChange(ZoneRules rules, Random random) {
    Instant after = Instant.parse("2011-01-01T00:00:00Z").plusSeconds(random.nextInt(630_000_000));
    ZoneOffsetTransition change = rules.nextTransition(after);
    return change == null ? after.truncatedTo(ChronoUnit.DAYS) : change.getInstant();
  }

  private static Set<Instant> oracle(ScheduleDefinition definition, Instant from, Instant to) {
    ZoneRules rules = definition.zone().getRules();
    var fires = new TreeSet<Instant>();
    LocalDateTime last = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
    LocalDateTime shown =
        LocalDateTime.ofInstant(from, ZoneOffset.UTC).minusDays(2).withSecond(0).withNano(0);
    for (; shown.isBefore(last); shown = shown.plusMinutes(1)) {
      if (matches(definition.cron(), shown)) {
        fires.addAll(instants(definition, rules, shown));
      }
    }
    return new TreeSet<>(fires.subSet(from, false, to, true));
  }

  private static List<Instant> instants(
      ScheduleDefinition definition, ZoneRules rules, LocalDateTime shown) {
    List<ZoneOffset> offsets = rules.getValidOffsets(shown);
    return switch (offsets.size()) {
      case 1 -> List.of(shown.toInstant(offsets.getFirst()));
      case 2 ->
          definition.overlapHour() == OverlapHourPolicy.ONCE
              ? List.of(shown.toInstant(offsets.getFirst()))
              : offsets.stream().map(shown::toInstant).toList();
      default ->
          definition.gap() == GapPolicy.SKIP
              ? List.of()
              : List.of(rules.getTransition(shown).getInstant());
    };
  }

  private static boolean matches(String cron, LocalDateTime shown) {
    String[] fields = cron.split(" ", -1);
    return matches(fields[0], shown.getMinute()) && matches(fields[1], shown.getHour());
  }

  private static boolean matches(String field, int value) {
    if (field.equals("*")) {
      return true;
    }
    if (field.startsWith("*/")) {
      return value % Integer.parseInt(field.substring(2)) == 0;
    }
    String[] range = field.split("-", -1);
    return value >= Integer.parseInt(range[0])
        && value <= Integer.parseInt(range[range.length - 1]);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
