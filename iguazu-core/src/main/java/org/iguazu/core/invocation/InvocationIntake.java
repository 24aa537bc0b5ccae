package org.iguazu.core.invocation;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.core.batch.GroupCommit;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.catalog.ParameterSchemas;
import org.iguazu.core.invocation.IntakeWriter.Written;
import org.iguazu.core.invocation.NewInvocation.Fire;
import org.iguazu.core.invocation.NewInvocation.Idempotency;
import org.iguazu.core.sql.Hashes;
import org.iguazu.core.upload.Uploads;
import org.iguazu.core.webhook.Webhooks;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests in: checks them, fixes the job's revision, writes them to the ledger. What it
 * answers is committed. Requests that arrive together share a transaction.
 */
public final class InvocationIntake implements AutoCloseable {

  private static final int MOST_IN_ONE_TRANSACTION = 1_000;

  private final JobCatalog jobs;
  private final InvocationReader reader;
  private final RequestCheck check;
  private final GroupCommit<NewInvocation, Written> commits;
  private final UniqueIntake unique;

  public InvocationIntake(
      DataSource dataSource,
      JobCatalog jobs,
      ParameterSchemas schemas,
      Webhooks webhooks,
      Uploads uploads,
      InvocationLedger ledger,
      InvocationReader reader) {
    this.jobs = jobs;
    this.reader = reader;
    this.check = new RequestCheck(schemas, webhooks, new InputCheck(uploads));
    this.unique = new UniqueIntake(dataSource, ledger);
    this.commits =
        new GroupCommit<>(
            "iguazu-intake", MOST_IN_ONE_TRANSACTION, new IntakeWriter(dataSource)::write);
  }

  /**
   * Takes requests in, each for itself: one that is rejected takes no other with it.
   *
   * @param by who asks, as it stands in the history
   * @param idempotencyKey makes the same call repeatable: its i-th request is accepted once
   * @return the answers in the order of the requests
   */
  public List<Intake> accept(
      List<InvocationRequest> requests,
      String by,
      @Nullable IdempotencyKey idempotencyKey,
      Instant now) {
    var checked = new ArrayList<Checked>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      IdempotencyKey key =
          idempotencyKey == null ? null : idempotencyKey.ofRequest(i, requests.size());
      checked.add(check(requests.get(i), by, key, now));
    }
    return write(checked);
  }

  private Checked check(
      InvocationRequest request, String by, @Nullable IdempotencyKey key, Instant now) {
    Optional<JobRevision> job = jobs.current(request.job());
    if (job.isEmpty()) {
      return new Checked.Bad(unknown(request.job()));
    }
    JobRevision revision = job.get();
    Optional<Problem> problem = check.problem(request, revision.definition(), now);
    if (problem.isPresent()) {
      return new Checked.Bad(problem.get());
    }
    Instant dueAt = request.dueAt() == null ? now : request.dueAt();
    return new Checked.Good(
        new NewInvocation(
            newId(now),
            revision,
            request.parameters(),
            request.priority(),
            request.labels(),
            request.webhook(),
            SlotKey.of(request.concurrencyKey(), request.parameters(), revision.definition()),
            request.inputs(),
            request.unique(),
            by,
            now,
            dueAt,
            dueAt.plus(RequestCheck.startWithin(request, revision.definition())),
            key == null ? null : new Idempotency(key, hash(request)),
            null,
            null));
  }

  private static Problem unknown(JobName job) {
    return Problem.of(
        ProblemCode.NOT_FOUND,
        "There is no job '%s'; register it first, or look at the list of jobs.".formatted(job),
        List.of(new FieldError("/job", "names no registered job")));
  }

  private static String hash(InvocationRequest request) {
    return Hashes.sha256(
        IguazuJson.strict().writeValueAsString(request).getBytes(StandardCharsets.UTF_8));
  }

  private static InvocationId newId(Instant now) {
    return new InvocationId(UuidCreator.getTimeOrderedEpoch(now));
  }

  /**
   * Takes in what a schedule asks for at one of its instants; asked again for the same instant, it
   * answers with the invocation that is there.
   */
  public Intake fire(ScheduledFire fire, Instant now) {
    Optional<JobRevision> job = jobs.current(fire.job());
    if (job.isEmpty()) {
      return new Intake.Rejected(unknown(fire.job()));
    }
    JobRevision revision = job.get();
    Optional<Problem> problem =
        SlotKey.problem(null, fire.parameters(), revision.definition())
            .or(() -> InputCheck.problemWithout(revision.definition()));
    if (problem.isPresent()) {
      return new Intake.Rejected(problem.get());
    }
    var within =
        fire.startWithin() == null ? revision.definition().startWithin() : fire.startWithin();
    var invocation =
        new NewInvocation(
            newId(now),
            revision,
            fire.parameters(),
            fire.priority(),
            fire.labels(),
            fire.webhook(),
            SlotKey.of(null, fire.parameters(), revision.definition()),
            Map.of(),
            null,
            "schedule " + fire.schedule(),
            now,
            fire.dueAt(),
            fire.dueAt().plus(within),
            null,
            new Fire(fire.schedule(), fire.fireTime()),
            fire.waitsFor());
    return write(List.of(new Checked.Good(invocation))).getFirst();
  }

  private List<Intake> write(List<? extends Checked> checked) {
    List<NewInvocation> shared =
        checked.stream()
            .flatMap(it ->
                it instanceof Checked.Good(var invocation) && invocation.unique() == null
                    ? Stream.of(invocation)
                    : Stream.empty())
            .toList();
    var written = commits.doAll(shared).iterator();
    return checked.stream()
        .map(it ->
            switch (it) {
              case Checked.Bad(Problem problem) -> new Intake.Rejected(problem);
              case Checked.Good(NewInvocation invocation) when invocation.unique() != null ->
                  answer(invocation, unique.write(invocation, invocation.unique()));
              case Checked.Good(NewInvocation invocation) -> answer(invocation, written.next());
            })
        .toList();
  }

  private Intake answer(NewInvocation invocation, Written written) {
    return switch (written) {
      case Written.Fresh _ when invocation.unique() == null ->
          new Intake.Accepted(invocation.accepted(), false);
      case Written.Fresh _ -> // it may have to wait for another
          new Intake.Accepted(reader.find(invocation.id()).orElseThrow(), false);
      case Written.Known(InvocationId id) ->
          new Intake.Accepted(reader.find(id).orElseThrow(), true);
      case Written.KeyReused _ ->
          new Intake.Rejected(
              Problem.of(
                  ProblemCode.IDEMPOTENCY_KEY_REUSED,
                  "This Idempotency-Key came with another request before; use a new key for a new"
                      + " request."));
    };
  }

  /** Finishes what it has begun. */
  @Override
  public void close() {
    commits.close();
  }

  /** A request that was looked at. */
  private sealed interface Checked {

    record Good(NewInvocation invocation) implements Checked {}

    record Bad(Problem problem) implements Checked {}
  }
}
