package org.iguazu.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.News;
import org.iguazu.test.Assembly;
import org.iguazu.test.Jobs;

/** Claim, launch recorded, end recorded, with history: without HTTP and without ECS. */
final class Bookkeeping {

  private static final int INVOCATIONS = 10_000;
  private static final int BATCH = 500;

  private Bookkeeping() {}

  static List<Figure> measure(DurablePostgres postgres, Floor floor) throws Exception {
    InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    try (var core =
        Assembly.of(
            postgres.url(), DurablePostgres.USER, "", clock, Map.of(), CoreConfiguration.class)) {
      core.get(JobCatalog.class).register(Jobs.aJob("bookkeeping").build(), "benchmark", clock.instant());
      accept(core, 2_000, clock);
      drain(core, clock);
      accept(core, INVOCATIONS, clock);
      long began = System.nanoTime();
      int drained = drain(core, clock);
      double rate = drained / ((System.nanoTime() - began) / 1e9);
      double naive = floor.threeStepsPerSecond(INVOCATIONS / 2);
      return List.of(
          Figure.reference("naive floor: insert + 2 updates, 3 commits, 8 threads", naive, "/s"),
          Figure.reference("claimed, launched, ended, with history", rate, "/s"),
          Figure.ratioAtLeast("bookkeeping against the naive floor", rate / naive, 3));
    }
  }

  private static void accept(Assembly core, int count, InstantSource clock) {
    InvocationRequest request = InvocationRequest.of("bookkeeping").build();
    InvocationIntake intake = core.get(InvocationIntake.class);
    for (int i = 0; i < count; i += 1_000) {
      intake.accept(Collections.nCopies(1_000, request), "benchmark", null, clock.instant());
    }
  }

  private static int drain(Assembly core, InstantSource clock) {
    InvocationLedger ledger = core.get(InvocationLedger.class);
    int drained = 0;
    List<Claim> claims;
    do {
      claims = ledger.claim(BATCH, Set.of(), "benchmark", clock.instant());
      Instant now = clock.instant();
      ledger.append(
          claims.stream()
              .map(it -> entry(it, new News.Accepted(it.dispatch(), "task/" + it.invocation(), now)))
              .toList());
      ledger.append(
          claims.stream()
              .map(
                  it ->
                      entry(
                          it,
                          new News.TaskEnded(
                              it.dispatch(), "task/" + it.invocation(), 0, "exited with 0", now)))
              .toList());
      drained += claims.size();
    } while (!claims.isEmpty());
    return drained;
  }

  private static Entry entry(Claim claim, News news) {
    return new Entry(claim.invocation(), news);
  }
}
