package org.iguazu.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.loopback.throttle.Throttling;

/** 1,000 invocations that are due at the same instant; in rounds, of which the median counts. */
final class SameInstant {

  private static final int COUNT = 1_000;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 5;
  private static final Duration AHEAD = Duration.ofSeconds(4);

  /** What ECS allows: a burst of 100, then 40 a second. */
  private static final double THROTTLED_SECONDS = (COUNT - 100) / 40.0;

  private SameInstant() {}

  static List<Figure> unthrottled(DurablePostgres postgres, String note, boolean... dispatching)
      throws Exception {
    try (Service service = Service.start(postgres, Throttling.off(), dispatching)) {
      Caller caller = service.caller();
      int before = caller.warmUp();
      service.engine().awaitSent(sent -> sent.size() >= before);
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(postgres, service, caller);
      }
      var rounds = new ArrayList<Round>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(round(postgres, service, caller));
      }
      double earliest =
          rounds.stream().mapToDouble(it -> it.claimed().earliestMillis()).min().orElseThrow();
      Round median = rounds.stream().sorted().toList().get(ROUNDS / 2);
      return List.of(
          Figure.atMost("claimed after due p99" + note, median.claimed().millisAt(99), 50, "ms"),
          Figure.atMost("claimed early" + note, Math.max(0, -earliest), 0, "ms"),
          Figure.atMost("all sent after due" + note, median.lastSentMillis(), 2_000, "ms"));
    }
  }

  static List<Figure> throttled(DurablePostgres postgres, String note, boolean... dispatching)
      throws Exception {
    try (Service service = Service.start(postgres, Throttling.likeEcs(), dispatching)) {
      Caller caller = service.caller();
      Round round = round(postgres, service, caller);
      return List.of(
          Figure.atMost(
              "all sent while ECS throttles" + note,
              round.lastSentMillis() / 1_000,
              THROTTLED_SECONDS * 1.1,
              "s"));
    }
  }

  /** How late each was claimed, and how late ECS heard of it. */
  private record Round(Samples claimed, Samples sent) implements Comparable<Round> {

    double lastSentMillis() {
      return sent.millisAt(100);
    }

    @Override
    public int compareTo(Round other) {
      return Double.compare(lastSentMillis(), other.lastSentMillis());
    }
  }

  private static Round round(DurablePostgres postgres, Service service, Caller caller)
      throws Exception {
    Instant dueAt = Service.clock().instant().plus(AHEAD);
    List<InvocationId> ids = caller.dueAt(dueAt, COUNT);
    service.engine().awaitSent(all -> all.keySet().containsAll(ids));
    var sent = new ArrayList<Duration>();
    ids.forEach(id -> sent.add(Duration.between(dueAt, service.engine().sent().get(id))));
    List<Duration> claimed =
        postgres
            .jdbc()
            .sql(
                """
                SELECT extract(epoch FROM e.at - i.due_at) * 1000000 FROM invocation i
                  JOIN invocation_event e ON e.invocation_id = i.id AND e.kind = 'claimed'
                 WHERE i.id IN (:ids)
                """)
            .param("ids", ids.stream().map(InvocationId::value).toList())
            .query((row, _) -> Duration.ofNanos(row.getLong(1) * 1_000))
            .list();
    return new Round(Samples.of(claimed), Samples.of(sent));
  }
}
