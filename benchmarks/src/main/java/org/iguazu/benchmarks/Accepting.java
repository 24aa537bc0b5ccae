package org.iguazu.benchmarks;

import java.util.List;
import org.iguazu.loopback.throttle.Throttling;

/** How many invocations are accepted a second, over HTTP and durably. */
final class Accepting {

  private Accepting() {}

  static List<Figure> measure(DurablePostgres postgres, Floor floor) throws Exception {
    try (Service service = Service.start(postgres, Throttling.off(), false)) {
      Caller caller = service.caller();
      caller.inBulk(8);
      caller.warmUp();
      double raw = floor.insertsPerSecond(10_000);
      double single = caller.onePerCall(15_000);
      double bulk = caller.inBulk(40);
      return List.of(
          Figure.reference("raw: single-row commits, 8 JDBC threads", raw, "/s"),
          Figure.reference("accepted over HTTP, 8 clients, one a call", single, "/s"),
          Figure.reference("accepted over HTTP, 8 clients, 1,000 a call", bulk, "/s"),
          Figure.ratioAtLeast("one a call against raw", single / raw, 0.35),
          Figure.ratioAtLeast("in bulk against one a call", bulk / single, 10),
          Figure.reference("in bulk against raw", bulk / raw, "x"));
    }
  }
}
