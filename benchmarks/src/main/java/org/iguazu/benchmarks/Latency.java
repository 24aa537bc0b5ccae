package org.iguazu.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.loopback.throttle.Throttling;

/** How long a POST takes, and how long it is until ECS hears of it. */
final class Latency {

  private static final int PER_SECOND = 50;
  private static final Duration HOW_LONG = Duration.ofSeconds(20);
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private Latency() {}

  /** The server that takes the POST dispatches it, too. */
  static List<Figure> onOneServer(DurablePostgres postgres, String note) throws Exception {
    return measure(postgres, note, true);
  }

  /** The server that takes the POST does not dispatch; another one does. */
  static List<Figure> acrossServers(DurablePostgres postgres, String note) throws Exception {
    return measure(postgres, ", dispatched by another server" + note, false, true);
  }

  private static List<Figure> measure(DurablePostgres postgres, String note, boolean... dispatching)
      throws Exception {
    try (Service service = Service.start(postgres, Throttling.off(), dispatching)) {
      Caller caller = service.caller();
      int before = caller.warmUp();
      service.engine().awaitSent(sent -> sent.size() >= before);
      caller.steadily(PER_SECOND, WARM_UP);
      Caller.Answers answers = caller.steadily(PER_SECOND, HOW_LONG);
      Samples sent = untilSent(answers.began(), service.engine());
      return List.of(
          Figure.atMost("POST answered p50" + note, answers.took().millisAt(50), 5, "ms"),
          Figure.atMost("POST answered p99" + note, answers.took().millisAt(99), 25, "ms"),
          Figure.atMost("POST to RunTask p50" + note, sent.millisAt(50), 10, "ms"),
          Figure.atMost("POST to RunTask p99" + note, sent.millisAt(99), 50, "ms"));
    }
  }

  private static Samples untilSent(Map<InvocationId, Instant> began, InstantEngine engine) {
    engine.awaitSent(sent -> sent.keySet().containsAll(began.keySet()));
    var delays = new ArrayList<Duration>();
    began.forEach((id, at) -> delays.add(Duration.between(at, engine.sent().get(id))));
    return Samples.of(delays);
  }
}
