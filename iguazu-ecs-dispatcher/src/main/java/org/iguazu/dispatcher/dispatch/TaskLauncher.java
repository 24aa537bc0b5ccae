package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.dispatcher.aws.CallFailure;
import org.iguazu.dispatcher.dispatch.LaunchOutcome.Accepted;
import org.iguazu.dispatcher.dispatch.LaunchOutcome.Refused;
import org.iguazu.dispatcher.dispatch.LaunchOutcome.Unknown;
import org.iguazu.dispatcher.pace.LaunchBudget;
import org.iguazu.dispatcher.pace.Pause;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;

/**
 * Asks ECS for a dispatch's task: the one place that calls RunTask. A call that did nothing for
 * certain (throttled, never sent) is repeated here; so is, with the same token and bytes, one that
 * was not answered. After an unanswered call only ECS's word about that token counts: that another
 * call was rejected proves nothing about the first.
 */
public final class TaskLauncher {

  private static final Duration FIRST_REPEAT = Duration.ofMillis(200);
  private static final Duration LONGEST_REPEAT = Duration.ofSeconds(5);

  private final EcsClient ecs;
  private final TaskDefinitions definitions;
  private final Revisions revisions;
  private final LaunchRequests requests;
  private final LaunchBudget budget;
  private final Pause pause;
  private final InstantSource clock;
  private final LaunchMetrics metrics;

  public TaskLauncher(
      EcsClient ecs,
      TaskDefinitions definitions,
      Revisions revisions,
      LaunchRequests requests,
      Pacing pacing,
      LaunchMetrics metrics) {
    this.ecs = ecs;
    this.definitions = definitions;
    this.revisions = revisions;
    this.requests = requests;
    this.budget = pacing.budget();
    this.pause = pacing.pause();
    this.clock = pacing.clock();
    this.metrics = metrics;
  }

  /**
   * How calls are spaced in time.
   *
   * @param threads in which they wait
   */
  public record Pacing(LaunchBudget budget, Pause pause, InstantSource clock, Executor threads) {}

  /** Says, just before a call is sent, why it should not be: it may have waited for its turn. */
  @FunctionalInterface
  interface Objection {

    Optional<Refusal> at(Instant now);
  }

  /**
   * Sends a launch that nobody has sent before.
   *
   * @param until after it an unanswered call is left to the reconciler
   */
  LaunchOutcome launch(Launch launch, Objection objection, Instant until) {
    return new Conversation(launch, objection, until, false).outcome();
  }

  /**
   * Sends a launch once more that may have been sent before, as long as it may still start.
   *
   * @param until give up then
   */
  public LaunchOutcome repeat(Launch launch, Instant until) {
    return new Conversation(launch, _ -> Optional.empty(), until, true).outcome();
  }

  /** One launch's calls, up to the first that settles it. */
  private final class Conversation {

    private final Launch launch;
    private final Objection objection;
    private final Instant until;
    private final JobDefinition definition;
    private boolean doubt;
    private boolean definitionRenewed;
    private Duration nextPause = FIRST_REPEAT;

    Conversation(Launch launch, Objection objection, Instant until, boolean doubt) {
      this.launch = launch;
      this.objection = objection;
      this.until = until;
      this.doubt = doubt;
      this.definition = revisions.definition(launch.job(), launch.revision());
    }

    LaunchOutcome outcome() {
      Optional<LaunchOutcome> settled = Optional.empty();
      while (settled.isEmpty()) {
        settled =
            switch (definitions.of(definition)) {
              case RegisteredDefinition.Missing(Refusal refusal) -> Optional.of(nothing(refusal));
              case RegisteredDefinition.Ready(String arn) -> inTurn(arn);
            };
      }
      return settled.get();
    }

    /** Waits for a slot, sends unless it is too late by then; empty if it is to be tried again. */
    private Optional<LaunchOutcome> inTurn(String arn) {
      Instant now = clock.instant();
      Instant slot = budget.reserve(now);
      if (slot.isAfter(now) && !pause.of(Duration.between(now, slot))) {
        return Optional.of(nothing(STOPPING));
      }
      Instant sending = clock.instant();
      Optional<Refusal> refusal = objection.at(sending);
      if (refusal.isPresent()) {
        return Optional.of(nothing(refusal.get()));
      }
      if (doubt && (sending.isAfter(until) || sending.isAfter(launch.startBy()))) {
        return Optional.of(new Unknown("ECS has not answered"));
      }
      return send(requests.of(launch, definition, arn));
    }

    private Optional<LaunchOutcome> send(RunTaskRequest request) {
      try {
        RunTaskResponse answer = metrics.timed(() -> ecs.runTask(request));
        return Optional.of(
            answer.hasTasks() && !answer.tasks().isEmpty()
                ? new Accepted(answer.tasks().getFirst().taskArn())
                : new Refused(Refusals.of(answer.failures(), launch.cluster()), true));
      } catch (ConflictException e) {
        return Optional.of(known(e));
      } catch (SdkException e) {
        return settle(CallFailure.of(e), request.taskDefinition());
      }
    }

    /** The token was used with other bytes: ECS names the task that it made for them. */
    private LaunchOutcome known(ConflictException e) {
      return e.resourceIds().isEmpty()
          ? new Unknown("ECS knows the token, but names no task")
          : new Accepted(e.resourceIds().getFirst());
    }

    private Optional<LaunchOutcome> settle(CallFailure failure, String taskDefinition) {
      return switch (failure) {
        case CallFailure.Throttled _ -> {
          budget.throttled(clock.instant());
          metrics.throttled();
          yield Optional.empty();
        }
        case CallFailure.NotSent(String why) -> again("ECS cannot be reached: " + why);
        case CallFailure.Unanswered(String why) -> {
          doubt = true;
          yield again(why);
        }
        case CallFailure.Rejected rejected -> {
          if (Refusals.isInactiveDefinition(rejected) && !definitionRenewed) {
            definitionRenewed = true;
            definitions.forget(definition, taskDefinition);
            yield Optional.empty();
          }
          yield Optional.of(nothing(Refusals.of(rejected, launch.cluster())));
        }
      };
    }

    /** This call has started nothing; an earlier one may have. */
    private LaunchOutcome nothing(Refusal refusal) {
      return doubt ? new Unknown(refusal.reason()) : new Refused(refusal, false);
    }

    private Optional<LaunchOutcome> again(String why) {
      Duration wait = nextPause;
      Duration doubled = wait.multipliedBy(2);
      nextPause = doubled.compareTo(LONGEST_REPEAT) < 0 ? doubled : LONGEST_REPEAT;
      boolean time = !clock.instant().plus(wait).isAfter(until);
      return time && pause.of(wait)
          ? Optional.empty()
          : Optional.of(nothing(new Refusal(Refusal.Kind.UNSENT, why)));
    }
  }

  static final Refusal STOPPING =
      new Refusal(
          Refusal.Kind.UNSENT, "waiting for another server: the one that took it is stopping");
}
