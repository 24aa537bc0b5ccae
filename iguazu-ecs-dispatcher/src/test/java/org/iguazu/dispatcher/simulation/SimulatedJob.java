package org.iguazu.dispatcher.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.EndCause;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.StartDecision;
import org.iguazu.dispatcher.simulation.SimulatedEcs.SimulatedTask;

/**
 * What runs in a task's container: with the job SDK, which asks the start fence and reports its
 * end, or without, so that nobody asks.
 */
final class SimulatedJob {

  static final String FENCED = "fenced";
  static final String BARE = "bare";

  /** Fenced, and one at a time. */
  static final String NARROW = "narrow";

  /** Fenced, and started again after some ends. */
  static final String AGAIN = "again";

  static final int MOST_DISPATCHES = 3;
  static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** After which it is started again: not after an end that it reports itself, nor its timeout. */
  static final Set<EndCause> STARTED_AGAIN_AFTER =
      EnumSet.of(EndCause.EXIT_CODE, EndCause.HOST_GONE, EndCause.LOST, EndCause.NOT_STARTED);

  private static final int TURNED_AWAY = 64;
  private static final int UNANSWERED = 65;
  private static final int KILLED = 66;
  private static final int TRIES = 12;
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(20);
  private static final Duration LONGEST_BODY = Duration.ofMinutes(3);
  private static final Duration HANGS = Duration.ofDays(1);

  private final InvocationLedger ledger;
  private final Fibers fibers;
  private final Faults faults;
  private final Random random;
  private final Bodies bodies;

  SimulatedJob(
      InvocationLedger ledger, Fibers fibers, Faults faults, Random random, Bodies bodies) {
    this.ledger = ledger;
    this.fibers = fibers;
    this.faults = faults;
    this.random = random;
    this.bodies = bodies;
  }

  /** Is told of each body that is entered. */
  @FunctionalInterface
  interface Bodies {

    void entered(InvocationId invocation, int dispatch, String by);
  }

  static InvocationId invocationOf(SimulatedTask task) {
    return InvocationId.parse(task.startedBy.substring(0, 36));
  }

  /** The container's life; returns its exit code. */
  int run(SimulatedTask task) {
    if (task.family.endsWith(BARE)) {
      bodies.entered(invocationOf(task), task.dispatch(), task.arn);
      fibers.sleep(length());
      return random.nextInt(2);
    }
    if (faults.oneIn(6)) {
      fibers.start(task.host, () -> process(task)); // a second process in the same container
    }
    return process(task);
  }

  private Duration length() {
    return random.nextInt(8) == 0 ? HANGS : fibers.upTo(LONGEST_BODY);
  }

  private int process(SimulatedTask task) {
    InvocationId invocation = invocationOf(task);
    int dispatch = task.dispatch();
    var question = new StartRequest(anyId(), random.nextBoolean() ? task.arn : null);
    StartDecision decision;
    try {
      decision = insist(() -> ledger.start(invocation, dispatch, question, fibers.instant()));
    } catch (RuntimeException e) {
      return UNANSWERED;
    }
    if (decision instanceof StartDecision.Refused) {
      return TURNED_AWAY;
    }
    bodies.entered(invocation, dispatch, task.arn + " " + question.runner());
    fibers.sleep(length());
    if (faults.oneIn(6)) {
      return KILLED;
    }
    int exitCode = report(invocation, dispatch);
    if (faults.oneIn(8)) {
      fibers.sleep(HANGS); // does not leave: somebody must stop it
    }
    return exitCode;
  }

  private UUID anyId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private int report(InvocationId invocation, int dispatch) {
    boolean well = random.nextBoolean();
    try {
      insist(() ->
          well
              ? ledger.succeed(invocation, dispatch, null, fibers.instant())
              : ledger.fail(invocation, dispatch, "boom", fibers.instant()));
    } catch (RuntimeException e) {
      return UNANSWERED;
    }
    return well ? 0 : 1;
  }

  /** Asks until an answer arrives, as the SDK does. */
  private <T> T insist(Supplier<T> question) {
    for (int tries = 1; ; tries++) {
      try {
        T answer = question.get();
        if (!faults.oneIn(5)) {
          return answer;
        }
      } catch (RuntimeException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
      fibers.sleep(fibers.upTo(LONGEST_RETRY));
    }
  }
}
