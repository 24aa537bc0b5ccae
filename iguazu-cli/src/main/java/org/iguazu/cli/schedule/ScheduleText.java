package org.iguazu.cli.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.iguazu.api.schedule.LeftOutFire;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.SchedulePreview;
import org.iguazu.cli.terminal.Table;
import org.iguazu.cli.terminal.Times;
import org.jspecify.annotations.Nullable;

/** A schedule in words. */
final class ScheduleText {

  private ScheduleText() {}

  static Table list(List<Schedule> schedules, Times times) {
    Table table = Table.of("SCHEDULE", "JOB", "CRON", "ZONE", "STATE", "LAST FIRE", "NEXT FIRE");
    schedules.forEach(schedule ->
        table.row(
            schedule.definition().name(),
            schedule.definition().job().value(),
            schedule.definition().cron(),
            schedule.definition().zone().getId(),
            words(schedule.state()),
            times.full(schedule.lastFireAt()),
            times.full(schedule.nextFireAt())));
    return table;
  }

  static Table facts(Schedule schedule, Times times) {
    ScheduleDefinition definition = schedule.definition();
    return Table.ofFacts()
        .row("schedule", definition.name())
        .row("job", definition.job().value())
        .row("cron", "%s, in %s".formatted(definition.cron(), definition.zone().getId()))
        .row("state", words(schedule.state()))
        .fact("next fire", times.full(schedule.nextFireAt()))
        .fact("last fire", times.full(schedule.lastFireAt()))
        .fact("last left out", leftOut(schedule.lastLeftOut(), times))
        .fact("start", times.full(definition.start()))
        .fact("end", times.full(definition.end()))
        .row("clocks forward", words(definition.gap()))
        .row("clocks back", words(definition.overlapHour()))
        .row(
            "misfire",
            "%s, within %s"
                .formatted(words(definition.misfire()), Times.duration(definition.misfireWindow())))
        .row("overlap", words(definition.overlap()))
        .fact(
            "jitter",
            definition.jitter().equals(Duration.ZERO) ? "" : Times.duration(definition.jitter()))
        .fact("priority", definition.priority() == 0 ? "" : "" + definition.priority())
        .row("parameters", definition.parameters().toString())
        .row("created", times.full(schedule.createdAt()))
        .row("last change", times.full(schedule.updatedAt()))
        .row("written by", schedule.createdBy());
  }

  private static String leftOut(@Nullable LeftOutFire fire, Times times) {
    return fire == null ? "" : "%s: %s".formatted(times.full(fire.at()), fire.reason());
  }

  static Table preview(SchedulePreview preview, Times times) {
    Table table = Table.of("BY ITS CLOCKS", "UTC", "");
    preview
        .fires()
        .forEach(fire -> table.row(fire.local(), fire.at().toString(), times.relative(fire.at())));
    return table;
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
