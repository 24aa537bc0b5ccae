package org.iguazu.benchmarks;

/**
 * One measured number.
 *
 * @param name what was measured
 * @param value the number
 * @param unit its unit
 * @param goal what it should be
 */
record Figure(String name, double value, String unit, Goal goal) {

  /** What a number should be. */
  sealed interface Goal {

    /** No more than this. */
    record AtMost(double value) implements Goal {}

    /** No less than this. */
    record AtLeast(double value) implements Goal {}

    /** Nothing: others are compared with it. */
    record None() implements Goal {}
  }

  static Figure atMost(String name, double value, double goal, String unit) {
    return new Figure(name, value, unit, new Goal.AtMost(goal));
  }

  static Figure ratioAtLeast(String name, double ratio, double goal) {
    return new Figure(name, ratio, "x", new Goal.AtLeast(goal));
  }

  static Figure reference(String name, double value, String unit) {
    return new Figure(name, value, unit, new Goal.None());
  }

  boolean reached() {
    return switch (goal) {
      case Goal.AtMost(double most) -> value <= most;
      case Goal.AtLeast(double least) -> value >= least;
      case Goal.None() -> true;
    };
  }

  /** How many times worse this is than the same figure before; below 1 if it is better. */
  Figure worseThan(Figure before, double most) {
    double times =
        switch (goal) {
          case Goal.AtMost _ -> value / before.value;
          case Goal.AtLeast _, Goal.None _ -> before.value / value;
        };
    return new Figure(name + ", times worse", times, "x", new Goal.AtMost(most));
  }

  String line() {
    String wanted =
        switch (goal) {
          case Goal.AtMost(double most) -> "<= %,.2f %s".formatted(most, unit);
          case Goal.AtLeast(double least) -> ">= %,.2f %s".formatted(least, unit);
          case Goal.None() -> "";
        };
    String verdict = goal instanceof Goal.None ? "" : reached() ? "ok" : "MISSED";
    return "%-66s %12s  %-14s %s"
        .formatted(name, "%,.2f %s".formatted(value, unit), wanted, verdict)
        .stripTrailing();
  }
}
