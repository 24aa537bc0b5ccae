package org.iguazu.server.schedule;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.problem.Violations;
import org.iguazu.api.schedule.Schedule;
import org.iguazu.api.schedule.ScheduleDefinition;
import org.iguazu.core.invocation.Intake;
import org.iguazu.scheduler.Schedules;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.iguazu.server.web.IdempotencyHeader;
import org.iguazu.server.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Schedules: when jobs run again and again. */
@RestController
@RequestMapping(path = "/api/schedules", produces = MediaType.APPLICATION_JSON_VALUE)
final class ScheduleController {

  private final Schedules schedules;
  private final InstantSource clock;

  ScheduleController(Schedules schedules, InstantSource clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  /** Creates the schedule of that name, or replaces it. */
  @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.REGISTER)
  ResponseEntity<Schedule> put(
      @PathVariable String name, @RequestBody ScheduleDefinition definition, Caller caller) {
    new Violations()
        .require(
            definition.name().equals(name),
            "/name",
            "must be the name in the path, '%s', but is '%s'".formatted(name, definition.name()))
        .orThrow();
    Schedules.Put put = schedules.put(definition, caller.name(), clock.instant());
    return put.created()
        ? ResponseEntity.created(URI.create("/api/schedules/" + name)).body(put.schedule())
        : ResponseEntity.ok(put.schedule());
  }

  /** All schedules by name. */
  @GetMapping
  @Needs(Scope.READ)
  Page<Schedule> list(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<Schedule> found = schedules.list(after, Paging.fetch(limit));
    return Paging.page(found, limit, schedule -> schedule.definition().name());
  }

  /** The schedule as it stands now. */
  @GetMapping("/{name}")
  @Needs(Scope.READ)
  Schedule get(@PathVariable String name) {
    return schedules.find(name).orElseThrow(() -> unknown(name));
  }

  /** Deletes the schedule; the invocations that it made stay. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Scope.REGISTER)
  void delete(@PathVariable String name) {
    if (!schedules.delete(name)) {
      throw unknown(name);
    }
  }

  /** From now on it does not fire; nothing that runs is stopped. */
  @PostMapping("/{name}/pause")
  @Needs(Scope.REGISTER)
  Schedule pause(@PathVariable String name) {
    return schedules.pause(name, clock.instant()).orElseThrow(() -> unknown(name));
  }

  /** It fires again; what it would have fired meanwhile is left out. */
  @PostMapping("/{name}/resume")
  @Needs(Scope.REGISTER)
  Schedule resume(@PathVariable String name) {
    return schedules.resume(name, clock.instant()).orElseThrow(() -> unknown(name));
  }

  /**
   * Invokes its job now, beside its fire times. Repeated with the same Idempotency-Key, it answers
   * with the same invocation, unless the schedule was changed meanwhile: then the key was used for
   * another request.
   */
  @PostMapping("/{name}/run")
  @ResponseStatus(HttpStatus.CREATED)
  @Needs(Scope.INVOKE)
  ResponseEntity<Invocation> runNow(
      @PathVariable String name,
      @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
      Caller caller) {
    Intake answer =
        schedules
            .runNow(name, caller.name(), IdempotencyHeader.keyOf(key, caller.id()), clock.instant())
            .orElseThrow(() -> unknown(name));
    return switch (answer) {
      case Intake.Accepted(Invocation invocation, boolean replayed) -> {
        var created = ResponseEntity.created(URI.create("/api/invocations/" + invocation.id()));
        yield (replayed ? created.header(IdempotencyHeader.REPLAYED, "true") : created)
            .body(invocation);
      }
      case Intake.Rejected(Problem problem) -> throw new ProblemException(problem);
    };
  }

  static ProblemException unknown(String name) {
    return NotFound.of("schedule", name, "GET /api/schedules lists those that there are.");
  }
}
