package org.iguazu.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
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

/**
 * Claim, launch recorded, end recorded, with history: without HTTP and without ECS. In rounds, turn
 * about with the naive floor: the first ones warm both up, of the others the median counts.
 */
final class Bookkeeping {

  private static final int INVOCATIONS = 10_000;
  private static final int BATCH = 500;
  private static final int WARM_UP_ROUNDS = 12;
  private static final int ROUNDS = 5;

  private Bookkeeping() {}

  static List<Figure> measure(DurablePostgres postgres, Floor floor) throws Exception {
    InstantSource clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    try (var core =
        Assembly.of(
            postgres.url(), DurablePostgres.USER, "", clock, Map.of(), CoreConfiguration.class)) {
      core.get(JobCatalog.class)
          .register(Jobs.aJob("bookkeeping").build(), "benchmark", clock.instant());
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(core, clock, postgres, floor);
      }
      var rounds = new ArrayList<Round>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(round(core, clock, postgres, floor));
      }
      Round median = rounds.stream().sorted().toList().get(ROUNDS / 2);
      return List.of(
          Figure.reference(
              "naive floor: insert + 2 updates, 3 commits, 8 threads", median.naive(), "/s"),
          Figure.reference("claimed, launched, ended, with history", median.drained(), "/s"),
          Figure.ratioAtLeast("bookkeeping against the naive floor", median.ratio(), 3));
    }
  }

  private static Round round(
      Assembly core, InstantSource clock, DurablePostgres postgres, Floor floor) throws Exception {
    postgres.clear();
    accept(core, INVOCATIONS, clock);
    long began = System.nanoTime();
    int drained = drain(core, clock);
    double rate = drained / ((System.nanoTime() - began) / 1e9);
    return new Round(rate, floor.threeStepsPerSecond(INVOCATIONS / 2));
  }

  /** How many a second, by ours and by the naive way. */
  private record Round(double drained, double naive) implements Comparable<Round> {

    double ratio() {
      return drained / naive;
    }

    @Override
    public int compareTo(Round other) {
      return Double.compare(ratio(), other.ratio());
    }
  }

  private static void accept(Assembly core, int count, InstantSource clock) {
    InvocationRequest request = InvocationRequest.of("bookkeeping").build();
    InvocationIntake intake = core.get(InvocationIntake.class);
    for (int i = 0; i < count; i += 1_000) {
      intake.accept(Collections.nCopies(1_000, request), "benchmark", null, clock.instant());
    }
  }

  /** As in a server: one thread claims, one records launches, one records ends. */
  private static int drain(Assembly core, InstantSource clock) throws Exception {
    InvocationLedger ledger = core.get(InvocationLedger.class);
    var launched = new LinkedBlockingQueue<List<Claim>>();
    var ended = new LinkedBlockingQueue<List<Claim>>();
    try (var threads = Executors.newFixedThreadPool(3)) {
      var drained =
          threads.submit(() -> {
            int count = 0;
            List<Claim> claims;
            do {
              claims = ledger.claim(BATCH, Set.of(), "benchmark", clock.instant());
              launched.add(claims);
              count += claims.size();
            } while (!claims.isEmpty());
            return count;
          });
      var launches =
          threads.submit(() -> {
            record(ledger, launched, it -> new News.Accepted(1, task(it), clock.instant()), ended);
            return null;
          });
      var ends =
          threads.submit(() -> {
            record(ledger, ended, it -> exited(it, clock.instant()), new ArrayDeque<>());
            return null;
          });
      launches.get();
      ends.get();
      return drained.get();
    }
  }

  /** Takes batches until an empty one, appends news of each, and hands them on. */
  private static void record(
      InvocationLedger ledger,
      BlockingQueue<List<Claim>> from,
      Function<Claim, News> news,
      Queue<List<Claim>> to)
      throws InterruptedException {
    List<Claim> claims;
    do {
      claims = from.take();
      ledger.append(claims.stream().map(it -> new Entry(it.invocation(), news.apply(it))).toList());
      to.add(claims);
    } while (!claims.isEmpty());
  }

  private static News exited(Claim claim, Instant now) {
    return new News.TaskEnded(1, task(claim), 0, "exited with 0", now);
  }

  private static String task(Claim claim) {
    return "arn:aws:ecs:us-east-1:000000000000:task/default/" + claim.invocation();
  }
}
