package org.iguazu.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Measures what is named on the command line, or everything, and prints one table. Run from the
 * root of a built tree: {@code benchmarks/run}.
 */
final class Benchmarks {

  private static final List<String> ALL =
      List.of(
          "bookkeeping",
          "accepting",
          "latency",
          "instant",
          "throttled",
          "limited",
          "backlog",
          "job-start",
          "container");

  private static final List<String> COMPARED =
      List.of("bookkeeping", "accepting", "latency", "instant");

  private static final List<String> BEFORE_AND_AFTER = List.of("limited", "backlog");

  private final Set<String> wanted;
  private final DurablePostgres postgres;
  private final Floor floor;

  private Benchmarks(Set<String> wanted, DurablePostgres postgres) throws Exception {
    this.wanted = wanted;
    this.postgres = postgres;
    this.floor = new Floor(postgres.dataSource());
    floor.threeStepsPerSecond(1_000);
  }

  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = Set.copyOf(arguments.length == 0 ? ALL : List.of(arguments));
    if (!ALL.containsAll(wanted)) {
      refuse("usage: benchmarks/run [" + String.join("|", ALL) + "]...");
    }
    if (!Collections.disjoint(wanted, BEFORE_AND_AFTER) && Collections.disjoint(wanted, COMPARED)) {
      refuse(
          "%s do others before and after: name one of %s, too"
              .formatted(String.join(" and ", BEFORE_AND_AFTER), String.join(", ", COMPARED)));
    }
    try (DurablePostgres postgres = DurablePostgres.start()) {
      new Benchmarks(wanted, postgres).run();
    }
  }

  private static void refuse(String why) {
    System.err.println(why);
    System.exit(64);
  }

  private void run() throws Exception {
    List<Figure> before = measure("");
    if (wanted.contains("limited")) {
      Backlog.fillLimited(postgres);
      compare(before, measure(", 100,000 waiting for slots"));
    }
    if (wanted.contains("backlog")) {
      Backlog.fill(postgres);
      compare(before, measure(", a million waiting"));
    }
    if (wanted.contains("throttled")) {
      print("", note -> SameInstant.throttled(postgres, ", one server" + note, true));
      print("", note -> SameInstant.throttled(postgres, ", two servers" + note, true, true));
    }
    if (wanted.contains("job-start")) {
      print("", _ -> JobStart.measure());
    }
    if (wanted.contains("container")) {
      print("", _ -> Containers.measure(postgres));
    }
  }

  private static void compare(List<Figure> before, List<Figure> after) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).value() > 0) { // nothing was claimed early
        System.out.println(after.get(i).worseThan(before.get(i), 1.2).line());
      }
    }
  }

  /** What many waiting invocations must not slow down. */
  private List<Figure> measure(String note) throws Exception {
    var figures = new ArrayList<Figure>();
    if (wanted.contains("bookkeeping")) {
      figures.addAll(print(note, _ -> Bookkeeping.measure(postgres, floor)));
    }
    if (wanted.contains("accepting")) {
      figures.addAll(print(note, _ -> Accepting.measure(postgres, floor)));
    }
    if (wanted.contains("latency")) {
      figures.addAll(print(note, it -> Latency.onOneServer(postgres, it)));
      figures.addAll(print(note, it -> Latency.acrossServers(postgres, it)));
    }
    if (wanted.contains("instant")) {
      figures.addAll(
          print(note, it -> SameInstant.unthrottled(postgres, ", one server" + it, true)));
      figures.addAll(
          print(note, it -> SameInstant.unthrottled(postgres, ", two servers" + it, true, true)));
    }
    return figures;
  }

  /** One thing to measure; its note is added to the figures' names. */
  private interface Measurement {
    List<Figure> measure(String note) throws Exception;
  }

  private List<Figure> print(String note, Measurement measurement) throws Exception {
    postgres.clear();
    List<Figure> figures = measurement.measure(note);
    figures.forEach(figure -> System.out.println(figure.line()));
    return figures;
  }
}
