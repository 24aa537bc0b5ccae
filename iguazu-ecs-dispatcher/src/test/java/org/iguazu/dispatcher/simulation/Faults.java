package org.iguazu.dispatcher.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong, drawn from the seed: each seed has its own mixture. */
final class Faults {

  /** What can happen to a call. */
  enum Fault {
    NONE,
    /** Turned away for its rate. */
    THROTTLED,
    /** Turned away for its content. */
    REJECTED,
    /** Never left the caller's machine. */
    NOT_SENT,
    /** Broke, and did nothing. */
    FAILED_BEFORE,
    /** Was carried out, and broke then. */
    FAILED_AFTER,
    /** Was carried out; the answer got lost. */
    CUT_AFTER,
    /** Is carried out some time after the caller has given up waiting. */
    CARRIED_OUT_LATE
  }

  private static final List<Fault> ALL = List.of(Fault.values());
  private static final List<Fault> GIVING_BACK =
      List.of(Fault.REJECTED, Fault.REJECTED, Fault.CUT_AFTER, Fault.FAILED_AFTER);

  private final Random random;
  private final List<Fault> mixture;
  private final int oneCallIn;
  private final int oneCommitIn;
  private final int refusalsInHundred;
  private final int stallsOneIn;
  private final boolean givesBack;
  private final boolean events;
  private final Duration ecsAhead;
  private boolean on = true;
  private boolean outage;

  Faults(Random random) {
    this.random = random;
    this.givesBack = random.nextBoolean();
    this.events = random.nextInt(givesBack ? 4 : 1) == 0 && random.nextInt(4) != 0;
    this.ecsAhead = Duration.ofSeconds(random.nextInt(1200) - 600);
    if (givesBack) {
      this.mixture = GIVING_BACK;
      this.oneCallIn = 1 + random.nextInt(2);
      this.oneCommitIn = 3 + random.nextInt(8);
      this.refusalsInHundred = 30 + random.nextInt(50);
      this.stallsOneIn = 30 + random.nextInt(100);
    } else {
      this.mixture = ALL.stream().filter(it -> it != Fault.NONE && random.nextBoolean()).toList();
      this.oneCallIn = 2 + random.nextInt(6);
      this.oneCommitIn = 10 + random.nextInt(60);
      this.refusalsInHundred = random.nextInt(50);
      this.stallsOneIn = 12 + random.nextInt(100);
    }
  }

  /**
   * Whether servers give launches back often, and stand still before they say so, while ECS does
   * what it is asked and does not answer: where a word that comes late could do most harm.
   */
  boolean givesBack() {
    return givesBack;
  }

  /** Whether ECS also sends events. */
  boolean events() {
    return events;
  }

  /** By how much ECS's clock is wrong. */
  Duration ecsAhead() {
    return ecsAhead;
  }

  /** Whoever gives way stands still then, once in so many times. */
  int stallsOneIn() {
    return stallsOneIn;
  }

  void end() {
    on = false;
  }

  boolean areOn() {
    return on;
  }

  /** For a while no call goes well, or from now on some do again. */
  void outage(boolean begins) {
    outage = begins;
  }

  /** What happens to a call. */
  Fault ofCall() {
    return on && !mixture.isEmpty() && (outage || random.nextInt(oneCallIn) == 0)
        ? mixture.get(random.nextInt(mixture.size()))
        : Fault.NONE;
  }

  /** Whether the database breaks off here. */
  boolean databaseBreaks() {
    return on && random.nextInt(oneCommitIn) == 0;
  }

  /** Whether ECS finds no place. */
  boolean noPlace() {
    return on && random.nextInt(100) < refusalsInHundred;
  }

  boolean oneIn(int count) {
    return on && random.nextInt(count) == 0;
  }
}
