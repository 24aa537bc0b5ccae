package org.iguazu.server.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.api.schedule.SchedulePreview;
import org.iguazu.scheduler.Schedules;
import org.iguazu.server.security.Needs;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Schedules: looking ahead. */
@RestController
@RequestMapping(path = "/api/schedules", produces = MediaType.APPLICATION_JSON_VALUE)
final class PreviewController {

  private static final int MOST = 100;

  private final Schedules schedules;
  private final InstantSource clock;

  PreviewController(Schedules schedules, InstantSource clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  /**
   * The next {@code count} (up to 100) instants the schedule fires at, by the clocks of its zone.
   */
  @GetMapping("/{name}/preview")
  @Needs(Scope.READ)
  SchedulePreview preview(@PathVariable String name, @RequestParam(defaultValue = "10") int count) {
    Schedule schedule = schedules.find(name).orElseThrow(() -> ScheduleController.unknown(name));
    check(count);
    return preview(
        schedules.preview(schedule, clock.instant(), count), schedule.definition().zone());
  }

  /**
   * The next {@code count} (up to 100) instants such a schedule would fire at; nothing is stored.
   */
  @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.READ)
  SchedulePreview previewOf(
      @RequestBody ScheduleDefinition definition, @RequestParam(defaultValue = "10") int count) {
    check(count);
    return preview(schedules.preview(definition, clock.instant(), count), definition.zone());
  }

  private static void check(int count) {
    new Violations()
        .require(
            count >= 1 && count <= MOST,
            "",
            "query parameter 'count' must be 1 to %d, but is %d".formatted(MOST, count))
        .orThrow();
  }

  private static SchedulePreview preview(List<Instant> fires, ZoneId zone) {
    return new SchedulePreview(fires.stream().map(at -> fire(at, zone)).toList());
  }

  private static SchedulePreview.Fire fire(Instant at, ZoneId zone) {
    return new SchedulePreview.Fire(at, at.atZone(zone).toString());
  }
}
