package org.iguazu.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Measures everything and prints one table. */
final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    var figures = new ArrayList<Figure>();
    try (DurablePostgres postgres = DurablePostgres.start()) {
      var floor = new Floor(postgres.dataSource());
      floor.threeStepsPerSecond(1_000);
      figures.addAll(Bookkeeping.measure(postgres, floor));
    }
    print(figures);
  }

  private static void print(List<Figure> figures) {
    for (Figure figure : figures) {
      System.out.printf(
          "%-64s %16s  %-12s %s%n",
          figure.name(),
          figure.measured(),
          figure.goal(),
          figure.goal().isEmpty() ? "" : figure.reached() ? "ok" : "MISSED");
    }
  }
}
