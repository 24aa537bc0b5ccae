package org.iguazu.core.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.limit.JobLimit;
import org.iguazu.core.limit.JobLimits;
import org.iguazu.core.sql.Hashes;
import org.iguazu.core.wake.Announcer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;

/** The jobs that may be invoked, each in immutable revisions of which one is current. */
public final class JobCatalog {

  /** How long a lost message about a new revision may go unnoticed by another server. */
  private static final Duration STALE_AT_MOST = Duration.ofSeconds(10);

  private final JobRepository jobs;
  private final JobRevisionRepository revisions;
  private final ParameterSchemas schemas;
  private final ClusterProperties clusters;
  private final TransactionTemplate transaction;
  private final JobLimits limits;
  private final Announcer announcer;
  private final Cache<JobName, Optional<JobRevision>> current =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(STALE_AT_MOST).build();

  JobCatalog(
      JobRepository jobs,
      JobRevisionRepository revisions,
      ParameterSchemas schemas,
      ClusterProperties clusters,
      TransactionTemplate transaction,
      JobLimits limits,
      Announcer announcer) {
    this.jobs = jobs;
    this.revisions = revisions;
    this.schemas = schemas;
    this.clusters = clusters;
    this.transaction = transaction;
    this.limits = limits;
    this.announcer = announcer;
  }

  /**
   * Makes {@code definition} the job's current revision: a new one, unless the same was registered
   * before.
   *
   * @param by the name of the API key that registers it
   * @throws org.iguazu.api.problem.InvalidValueException if its parameter schema is none, or its
   *     cluster is not for its isolation
   */
  public Registration register(JobDefinition definition, String by, Instant now) {
    clusters.check(definition);
    if (definition.parameterSchema() != null) {
      schemas.check(definition.parameterSchema());
    }
    Registration registration = inTransaction(() -> registerInTransaction(definition, by, now));
    forget(definition.name());
    return registration;
  }

  private Registration registerInTransaction(JobDefinition definition, String by, Instant now) {
    String name = definition.name().value();
    String text = IguazuJson.strict().writeValueAsString(definition);
    String hash = Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    jobs.lock(name);
    Optional<JobRevisionEntity> same = revisions.withContent(name, hash);
    JobRevisionEntity revision =
        same.orElseGet(() ->
            revisions.saveAndFlush(
                new JobRevisionEntity(
                    new JobRevisionEntity.Id(name, nextRevision(name)), text, hash, now, by)));
    jobs.findById(name)
        .ifPresentOrElse(
            it -> it.makeCurrent(revision.revision()),
            () -> jobs.saveAndFlush(new JobEntity(name, revision.revision())));
    limits.put(JobLimit.of(definition));
    announcer.job(name);
    return new Registration(revision.toRevision(revision.revision()), same.isEmpty());
  }

  private int nextRevision(String name) {
    List<JobRevisionEntity> known = revisions.newestFirst(name);
    return known.isEmpty() ? 1 : known.getFirst().revision() + 1;
  }

  /** The revision that invocations run now. */
  public Optional<JobRevision> current(JobName name) {
    return Objects.requireNonNull(current.get(name, this::load));
  }

  private Optional<JobRevision> load(JobName name) {
    return inTransaction(
        () -> jobs.findById(name.value()).flatMap(job -> revision(name, job.currentRevision())));
  }

  /** One revision of a job. */
  public Optional<JobRevision> revision(JobName name, int revision) {
    return inTransaction(() ->
        jobs.findById(name.value())
            .flatMap(job ->
                revisions
                    .findById(new JobRevisionEntity.Id(name.value(), revision))
                    .map(it -> it.toRevision(job.currentRevision()))));
  }

  /** All revisions of a job, newest first; empty if there is no such job. */
  public List<JobRevision> revisions(JobName name) {
    return inTransaction(() ->
        jobs.findById(name.value())
            .map(job ->
                revisions.newestFirst(name.value()).stream()
                    .map(it -> it.toRevision(job.currentRevision()))
                    .toList())
            .orElse(List.of()));
  }

  /**
   * Current revisions in the order of their jobs' names.
   *
   * @param after go on after this job; null to begin
   */
  public List<JobRevision> jobs(@Nullable JobName after, int limit) {
    return inTransaction(() ->
        jobs
            .findByNameGreaterThanOrderByName(after == null ? "" : after.value(), Limit.of(limit))
            .stream()
            .flatMap(job -> revision(new JobName(job.name()), job.currentRevision()).stream())
            .toList());
  }

  /** The clusters that any revision of any job names. */
  public Set<String> clusters() {
    return Set.copyOf(inTransaction(revisions::clusters));
  }

  /**
   * Makes an earlier (or later) revision the current one; empty if there is no such revision.
   *
   * @throws org.iguazu.api.problem.InvalidValueException if its cluster is not for its isolation by
   *     now
   */
  public Optional<JobRevision> makeCurrent(JobName name, int revision) {
    Optional<JobRevision> made =
        inTransaction(() -> {
          jobs.lock(name.value());
          Optional<JobEntity> job = jobs.findById(name.value());
          boolean known = revisions.existsById(new JobRevisionEntity.Id(name.value(), revision));
          if (job.isEmpty() || !known) {
            return Optional.empty();
          }
          revision(name, revision).map(JobRevision::definition).ifPresent(clusters::check);
          job.get().makeCurrent(revision);
          Optional<JobRevision> current = revision(name, revision);
          current.map(JobRevision::definition).map(JobLimit::of).ifPresent(limits::put);
          announcer.job(name.value());
          return current;
        });
    forget(name);
    return made;
  }

  /** Another server may have changed this job: looks it up again next time. */
  void forget(JobName name) {
    current.invalidate(name);
  }

  /** Messages may have been lost: looks all jobs up again. */
  void forgetAll() {
    current.invalidateAll();
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
