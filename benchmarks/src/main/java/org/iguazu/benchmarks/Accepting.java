package org.iguazu.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.iguazu.loopback.throttle.Throttling;

/**
 * How many invocations are accepted a second, over HTTP and durably. In rounds, turn about with
 * plain inserts; the median counts.
 */
final class Accepting {

  private static final int ROUNDS = 7;

  private Accepting() {}

  static List<Figure> measure(DurablePostgres postgres, Floor floor) throws Exception {
    try (Service service = Service.start(postgres, Throttling.off(), false)) {
      Caller caller = service.caller();
      caller.inBulk(200);
      caller.warmUp();
      var rounds = new ArrayList<Round>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(
            new Round(floor.insertsPerSecond(5_000), caller.onePerCall(5_000), caller.inBulk(30)));
      }
      Round median = rounds.stream().sorted().toList().get(ROUNDS / 2);
      return List.of(
          Figure.reference("raw: single-row commits, 8 JDBC threads", median.raw(), "/s"),
          Figure.reference("accepted over HTTP, 8 clients, one a call", median.single(), "/s"),
          Figure.reference("accepted over HTTP, 8 clients, 1,000 a call", median.bulk(), "/s"),
          Figure.ratioAtLeast("one a call against raw", median.ratio(), 0.35),
          Figure.ratioAtLeast("in bulk against one a call", median.bulk() / median.single(), 10),
          Figure.reference("in bulk against raw", median.bulk() / median.raw(), "x"));
    }
  }

  /** How many a second, by plain inserts, by single calls and in bulk. */
  private record Round(double raw, double single, double bulk) implements Comparable<Round> {

    double ratio() {
      return single / raw;
    }

    @Override
    public int compareTo(Round other) {
      return Double.compare(ratio(), other.ratio());
    }
  }
}
