package org.iguazu.server.job;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.problem.Violations;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.catalog.Registration;
import org.iguazu.dispatcher.dispatch.TaskDefinitions;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.iguazu.server.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs: what may run. */
@RestController
@RequestMapping(path = "/api/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobController {

  private final JobCatalog jobs;
  private final JobNames names;
  private final TaskDefinitions definitions;
  private final InstantSource clock;

  JobController(JobCatalog jobs, JobNames names, TaskDefinitions definitions, InstantSource clock) {
    this.jobs = jobs;
    this.names = names;
    this.definitions = definitions;
    this.clock = clock;
  }

  /**
   * Makes a definition the job's current one: a new revision, unless an earlier one says the same.
   */
  @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.REGISTER)
  ResponseEntity<JobRevision> register(
      @PathVariable JobName name, @RequestBody JobDefinition definition, Caller caller) {
    new Violations()
        .require(
            definition.name().equals(name),
            "/name",
            "must be the name in the path, '%s', but is '%s'".formatted(name, definition.name()))
        .orThrow();
    Registration registered = jobs.register(definition, caller.name(), clock.instant());
    JobRevision revision = registered.revision();
    definitions.prepare(revision); // so that its first invocation need not wait for ECS to take it
    return registered.created()
        ? ResponseEntity.created(
                URI.create("/api/jobs/%s/revisions/%d".formatted(name, revision.revision())))
            .body(revision)
        : ResponseEntity.ok(revision);
  }

  /** All jobs by name, each in its current revision. */
  @GetMapping
  @Needs(Scope.READ)
  Page<JobRevision> list(
      @RequestParam(required = false) @Nullable JobName after,
      @RequestParam(defaultValue = "100") int limit) {
    List<JobRevision> found = jobs.jobs(after, Paging.fetch(limit));
    return Paging.page(found, limit, job -> job.definition().name().value());
  }

  /** The job's current revision. */
  @GetMapping("/{name}")
  @Needs(Scope.READ)
  JobRevision get(@PathVariable JobName name) {
    return jobs.current(name).orElseThrow(() -> names.unknown(name));
  }

  /** All revisions of a job, newest first. */
  @GetMapping("/{name}/revisions")
  @Needs(Scope.READ)
  Page<JobRevision> revisions(@PathVariable JobName name) {
    List<JobRevision> revisions = jobs.revisions(name);
    if (revisions.isEmpty()) {
      throw names.unknown(name);
    }
    return new Page<>(revisions, null);
  }

  /** One revision of a job. */
  @GetMapping("/{name}/revisions/{revision}")
  @Needs(Scope.READ)
  JobRevision revision(@PathVariable JobName name, @PathVariable int revision) {
    return jobs.revision(name, revision).orElseThrow(() -> unknown(name, revision));
  }

  /** Makes an earlier (or later) revision the current one: from now on invocations run it. */
  @PostMapping("/{name}/revisions/{revision}/current")
  @Needs(Scope.REGISTER)
  JobRevision makeCurrent(@PathVariable JobName name, @PathVariable int revision) {
    return jobs.makeCurrent(name, revision).orElseThrow(() -> unknown(name, revision));
  }

  private static ProblemException unknown(JobName name, int revision) {
    return NotFound.of(
        "revision",
        name + "/" + revision,
        "GET /api/jobs/%s/revisions lists them.".formatted(name));
  }
}
