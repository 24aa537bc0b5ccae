package org.iguazu.benchmarks;

/**
 * One measured number.
 *
 * @param name what was measured
 * @param measured the number, with its unit
 * @param goal what it should be
 * @param reached whether it is
 */
record Figure(String name, String measured, String goal, boolean reached) {

  static Figure atMost(String name, double value, double goal, String unit) {
    return new Figure(
        name, "%.1f %s".formatted(value, unit), "<= %.0f %s".formatted(goal, unit), value <= goal);
  }

  static Figure ratioAtLeast(String name, double ratio, double goal) {
    return new Figure(name, "%.2f x".formatted(ratio), ">= %.2f x".formatted(goal), ratio >= goal);
  }

  /** A number that others are compared with. */
  static Figure reference(String name, double value, String unit) {
    return new Figure(name, "%,.1f %s".formatted(value, unit), "", true);
  }
}
