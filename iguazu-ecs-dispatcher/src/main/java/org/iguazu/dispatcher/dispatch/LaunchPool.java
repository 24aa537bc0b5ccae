package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.dispatch.Refusal.Kind;
import org.iguazu.dispatcher.pace.LaunchBudget;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims that are on their way to ECS, each in a thread of its own, a few of them calling at
 * once.
 */
public final class LaunchPool {

  private static final Logger LOG = LoggerFactory.getLogger(LaunchPool.class);

  /** No more is claimed ahead than ECS takes in this time; the rest waits in the queue's order. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private final TaskLauncher launcher;
  private final NewsRecorder recorder;
  private final InvocationReader reader;
  private final ClusterGates gates;
  private final LaunchMetrics metrics;
  private final LaunchBudget budget;
  private final Pause pause;
  private final InstantSource clock;
  private final Executor threads;
  private final DispatcherProperties properties;
  private final Semaphore calling;
  private final Map<InvocationId, Flight> flights = new ConcurrentHashMap<>();
  private volatile Runnable onSettled = () -> {};

  public LaunchPool(
      TaskLauncher launcher,
      NewsRecorder recorder,
      InvocationReader reader,
      LaunchMetrics metrics,
      TaskLauncher.Pacing pacing,
      DispatcherProperties properties) {
    this.launcher = launcher;
    this.recorder = recorder;
    this.reader = reader;
    this.gates = new ClusterGates();
    this.metrics = metrics;
    this.budget = pacing.budget();
    this.pause = pacing.pause();
    this.clock = pacing.clock();
    this.threads = pacing.threads();
    this.properties = properties;
    this.calling = new Semaphore(properties.launchConcurrency(), true);
  }

  ClusterGates gates() {
    return gates;
  }

  /** Calls {@code action} each time a launch is settled, whatever came of it. */
  void onSettled(Runnable action) {
    onSettled = action;
  }

  /**
   * How many more may be claimed now: none rather than a few, for a claim is best made in batches.
   */
  int room(Instant now) {
    int most = budget.within(AHEAD, now, properties.mostInFlight());
    int free = most - flights.size();
    return free < most / 8 ? 0 : free;
  }

  /** Sends a claim on its way. */
  void launch(Claim claim) {
    var flight = new Flight(claim);
    flights.put(claim.invocation(), flight);
    gates.claimed(claim.cluster());
    threads.execute(flight);
  }

  /** Something has happened to this invocation: if it is on its way, maybe it was cancelled. */
  void changed(InvocationId invocation) {
    Flight flight = flights.get(invocation);
    if (flight != null) {
      threads.execute(flight::lookForCancel);
    }
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  /** One claim's way. */
  private final class Flight implements Runnable {

    private final Claim claim;
    private volatile boolean cancelled;

    Flight(Claim claim) {
      this.claim = claim;
    }

    /** A wish that is not seen now is seen by whoever follows the task. */
    void lookForCancel() {
      try {
        cancelled |= reader.find(claim.invocation()).map(Invocation::cancelRequestedAt).isPresent();
      } catch (RuntimeException e) {
        LOG.warn("cannot see whether {} was cancelled: {}", claim.invocation(), e.toString());
      }
    }

    @Override
    public void run() {
      try {
        LaunchOutcome outcome = call();
        metrics.settled(outcome);
        tellGates(outcome);
        newsOf(outcome).ifPresent(news -> recorder.record(claim.invocation(), news, recordUntil()));
      } finally {
        flights.remove(claim.invocation(), this);
        onSettled.run();
      }
    }

    private LaunchOutcome call() {
      calling.acquireUninterruptibly();
      try {
        return launcher.launch(Launch.of(claim), this::objection, holdUntil());
      } catch (RuntimeException e) {
        LOG.error(
            "launching invocation {} broke; the reconciler takes it up", claim.invocation(), e);
        return new LaunchOutcome.Unknown(e.toString());
      } finally {
        calling.release();
      }
    }

    private Instant holdUntil() {
      return claim.claimedAt().plus(properties.hold());
    }

    private Instant recordUntil() {
      return claim.claimedAt().plus(properties.launchProof());
    }

    private Optional<Refusal> objection(Instant now) {
      if (pause.isStopped()) {
        return Optional.of(TaskLauncher.STOPPING);
      }
      if (cancelled) {
        return unsent("cancelled before it was sent");
      }
      if (!now.isBefore(claim.startBy())) {
        return unsent("its time to start passed before it could be sent");
      }
      if (now.isAfter(holdUntil())) {
        return unsent("waiting for its turn: too many launches were ahead of it");
      }
      return gates.shut(claim.cluster(), now).flatMap(this::unsent);
    }

    private Optional<Refusal> unsent(String reason) {
      return Optional.of(new Refusal(Kind.UNSENT, reason));
    }

    private void tellGates(LaunchOutcome outcome) {
      Instant now = clock.instant();
      switch (outcome) {
        case LaunchOutcome.Accepted _ -> gates.accepted(claim.cluster(), now);
        case LaunchOutcome.Refused(Refusal refusal, _) when refusal.kind() == Kind.FULL ->
            gates.full(claim.cluster(), refusal.reason(), now);
        case LaunchOutcome.Refused _, LaunchOutcome.Unknown _ -> gates.settled(claim.cluster());
      }
    }

    private Optional<News> newsOf(LaunchOutcome outcome) {
      Instant now = clock.instant();
      return switch (outcome) {
        case LaunchOutcome.Accepted(String task) ->
            Optional.of(new News.Accepted(claim.dispatch(), task, now));
        case LaunchOutcome.Refused(Refusal(var kind, String reason), boolean tokenSpent) -> {
          Instant retryAt = RetryTimes.of(kind, claim, now);
          yield Optional.of(new News.Refused(claim.dispatch(), reason, retryAt, tokenSpent, now));
        }
        case LaunchOutcome.Unknown(String why) -> {
          LOG.warn(
              "launch of invocation {} was not answered; the reconciler finds out: {}",
              claim.invocation(),
              why);
          yield Optional.empty();
        }
      };
    }
  }
}
