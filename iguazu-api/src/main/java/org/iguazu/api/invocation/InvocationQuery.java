package org.iguazu.api.invocation;

import java.time.Instant;
import java.util.Map;
import org.iguazu.api.job.JobName;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Which invocations to list, newest first.
 *
 * @param job of this job
 * @param status that stand there
 * @param outcome that ended so
 * @param schedule made by this schedule
 * @param labels that carry all of these
 * @param from accepted at or after
 * @param to accepted before
 * @param before continue after this one: the {@code next} of the page before
 * @param limit how many, 1 to 500
 */
public record InvocationQuery(
    @Nullable JobName job,
    @Nullable InvocationStatus status,
    @Nullable OutcomeKind outcome,
    @Nullable String schedule,
    Map<String, String> labels,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable InvocationId before,
    int limit) {

  public InvocationQuery {
    labels = Map.copyOf(labels);
    new Violations()
        .require(limit >= 1 && limit <= 500, "/limit", "must be 1 to 500, but is " + limit)
        .orThrow();
  }

  /** The newest {@code limit} of all. */
  public static InvocationQuery newest(int limit) {
    return new InvocationQuery(null, null, null, null, Map.of(), null, null, null, limit);
  }

  public InvocationQuery ofJob(String name) {
    return new InvocationQuery(
        new JobName(name), status, outcome, schedule, labels, from, to, before, limit);
  }

  /** The page that follows the one that ended with {@code last}. */
  public InvocationQuery after(InvocationId last) {
    return new InvocationQuery(job, status, outcome, schedule, labels, from, to, last, limit);
  }
}
