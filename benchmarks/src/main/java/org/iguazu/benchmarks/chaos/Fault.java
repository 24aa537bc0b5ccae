package org.iguazu.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Something that goes wrong.
 *
 * @param at after the beginning
 * @param victim the server it strikes, for those that strike a server
 * @param lasts until it is mended
 */
record Fault(Duration at, Kind kind, int victim, Duration lasts) {

  /** Ways to go wrong, and how many seconds they last. */
  enum Kind {
    SERVER_KILLED(2, 12),
    SERVER_FROZEN(20, 50),
    POSTGRES_STOPPED(1, 6),
    LOOPBACK_KILLED(1, 6),
    LOOPBACK_FROZEN(3, 20),
    THROTTLED(5, 15),
    FAILED_BEFORE(5, 15),
    FAILED_AFTER(5, 15),
    CUT_AFTER(5, 15),
    HUNG_AFTER(5, 15),
    TASKS_MISSING(3, 8);

    private final int shortest;
    private final int longest;

    Kind(int shortest, int longest) {
      this.shortest = shortest;
      this.longest = longest;
    }

    boolean ofServer() {
      return this == SERVER_KILLED || this == SERVER_FROZEN;
    }

    /** What can suffer one fault at a time. */
    private String target(int victim) {
      return ofServer() ? "server " + victim : this == POSTGRES_STOPPED ? "postgres" : "loopback";
    }
  }

  private static final List<Kind> OFTEN =
      List.of(
          Kind.SERVER_KILLED,
          Kind.SERVER_KILLED,
          Kind.SERVER_FROZEN,
          Kind.SERVER_FROZEN,
          Kind.POSTGRES_STOPPED,
          Kind.POSTGRES_STOPPED,
          Kind.LOOPBACK_KILLED,
          Kind.LOOPBACK_FROZEN,
          Kind.THROTTLED,
          Kind.FAILED_BEFORE,
          Kind.FAILED_AFTER,
          Kind.FAILED_AFTER,
          Kind.CUT_AFTER,
          Kind.CUT_AFTER,
          Kind.HUNG_AFTER,
          Kind.TASKS_MISSING);

  /** All that goes wrong in {@code time}, every few seconds something. */
  static List<Fault> plan(Duration time, int servers, SplittableRandom random) {
    var plan = new ArrayList<Fault>();
    for (long at = 5_000; at < time.toMillis(); at += random.nextInt(3_000, 9_000)) {
      Kind kind = OFTEN.get(random.nextInt(OFTEN.size()));
      int seconds = random.nextInt(kind.shortest, kind.longest + 1);
      var fault =
          new Fault(
              Duration.ofMillis(at), kind, random.nextInt(servers), Duration.ofSeconds(seconds));
      if (plan.stream().noneMatch(fault::collidesWith)) {
        plan.add(fault);
      }
    }
    return plan;
  }

  /** One target suffers one thing at a time; a killed server is given time to come up again. */
  private boolean collidesWith(Fault earlier) {
    Duration recovered = earlier.at.plus(earlier.lasts).plusSeconds(3);
    return at.compareTo(recovered) < 0
        && kind.target(victim).equals(earlier.kind.target(earlier.victim));
  }

  @Override
  public String toString() {
    String whom = kind.ofServer() ? " " + victim : "";
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + whom
        + " for "
        + lasts.toSeconds()
        + " s";
  }
}
