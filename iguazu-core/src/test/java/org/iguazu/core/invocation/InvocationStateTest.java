package org.iguazu.core.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.EndCause;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Finished;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.InvocationState.Queued;
import org.iguazu.core.invocation.InvocationState.Running;
import org.iguazu.core.invocation.News.Accepted;
import org.iguazu.core.invocation.News.Claimed;
import org.iguazu.core.invocation.News.Expired;
import org.iguazu.core.invocation.News.Failed;
import org.iguazu.core.invocation.News.Lost;
import org.iguazu.core.invocation.News.Refused;
import org.iguazu.core.invocation.News.SeenRunning;
import org.iguazu.core.invocation.News.Started;
import org.iguazu.core.invocation.News.StopRequested;
import org.iguazu.core.invocation.News.Succeeded;
import org.iguazu.core.invocation.News.TakenOver;
import org.iguazu.core.invocation.News.TaskEnded;
import org.iguazu.test.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvocationStateTest {

  private static final Instant NOON = SettableClock.NOON;
  private static final String TASK = "arn:aws:ecs:us-east-1:000000000000:task/default/1";
  private static final String OTHER_TASK = "arn:aws:ecs:us-east-1:000000000000:task/default/2";
  private static final UUID RUNNER = new UUID(1, 1);
  private static final UUID OTHER_RUNNER = new UUID(2, 2);
  private static final Stop CANCEL = new Stop(StopCause.CANCEL, "ann", NOON);
  private static final Stop TIMEOUT = new Stop(StopCause.TIMEOUT, "dispatcher", NOON);

  private static final Redispatch AGAIN =
      new Redispatch(NOON.plusSeconds(10), NOON.plusSeconds(300));

  @Test
  void aClaimBeginsTheNextDispatch() {
    assertThat(new Queued(1).after(new Claimed("server-1", NOON)))
        .contains(new Dispatching(2, null));
  }

  @Test
  void aRefusedDispatchGoesBackToTheQueueAndIsCounted() {
    InvocationState queued =
        new Dispatching(1, null)
            .after(new Refused(1, "RESOURCE:MEMORY", NOON, false, NOON))
            .orElseThrow();

    assertThat(queued.after(new Claimed("server-1", NOON))).contains(new Dispatching(2, null));
  }

  @Test
  void onceTakenOverTheWordOfTheOneThatClaimedItProvesNothing() {
    InvocationState takenOver =
        new Dispatching(1, null).after(new TakenOver(1, "server-2", NOON)).orElseThrow();

    assertThat(takenOver).isEqualTo(new Dispatching(1, null, true));
    assertThat(takenOver.after(new Refused(1, "not sent", NOON, false, NOON))).isEmpty();
    assertThat(takenOver.after(new Refused(1, "no room", NOON, true, NOON)))
        .contains(new Queued(1));
    assertThat(takenOver.after(new Accepted(1, TASK, NOON))).contains(new Launched(1, TASK, null));
    assertThat(takenOver.after(new StopRequested(StopCause.CANCEL, "ann", NOON)))
        .contains(new Dispatching(1, CANCEL, true));
  }

  @Test
  void onlyADispatchThatNobodyHasTakenOverIsTakenOver() {
    var news = new TakenOver(1, "server-2", NOON);

    for (InvocationState state :
        List.of(
            new Queued(1),
            new Dispatching(1, null, true),
            new Dispatching(2, null),
            new Launched(1, TASK, null),
            running(RUNNER),
            ended(OutcomeKind.LOST))) {
      assertThat(state.after(news)).isEmpty();
    }
  }

  @Test
  void nothingIsClaimedTwice() {
    assertThat(new Dispatching(1, null).after(new Claimed("server-2", NOON))).isEmpty();
    assertThat(new Launched(1, TASK, null).after(new Claimed("server-2", NOON))).isEmpty();
    assertThat(running(RUNNER).after(new Claimed("server-2", NOON))).isEmpty();
    assertThat(ended(OutcomeKind.LOST).after(new Claimed("server-2", NOON))).isEmpty();
  }

  @Test
  void newsOfAnEarlierDispatchChangesNothing() {
    InvocationState second = new Dispatching(2, null);

    assertThat(second.after(new Accepted(1, TASK, NOON))).isEmpty();
    assertThat(second.after(new Refused(1, "late", NOON, false, NOON))).isEmpty();
    assertThat(second.after(new Started(1, RUNNER, TASK, NOON))).isEmpty();
    assertThat(second.after(new TaskEnded(1, TASK, 0, "exited with 0", NOON))).isEmpty();
    assertThat(second.after(new Lost(1, "no answer", NOON))).isEmpty();
    for (InvocationState state :
        List.of(
            new Launched(2, TASK, null),
            new Running(2, null, NOON, null, null),
            new Running(2, TASK, NOON, RUNNER, null),
            new Finished(2, null, Outcome.of(OutcomeKind.LOST, "because")))) {
      assertThat(state.after(new Accepted(1, OTHER_TASK, NOON))).isEmpty();
      assertThat(state.after(new Refused(1, "late", NOON, false, NOON))).isEmpty();
      assertThat(state.after(new Started(1, OTHER_RUNNER, TASK, NOON))).isEmpty();
      assertThat(state.after(new SeenRunning(1, NOON))).isEmpty();
      assertThat(state.after(new Succeeded(1, NOON))).isEmpty();
      assertThat(state.after(new Failed(1, "boom", NOON))).isEmpty();
      assertThat(state.after(new TaskEnded(1, OTHER_TASK, 0, "exited with 0", NOON))).isEmpty();
      assertThat(state.after(new Lost(1, "no answer", NOON))).isEmpty();
    }
  }

  @Test
  void nothingGoesBackToTheQueueOnceEcsHasATaskForIt() {
    var refused = new Refused(1, "late", NOON, false, NOON);

    assertThat(new Launched(1, TASK, null).after(refused)).isEmpty();
    assertThat(running(RUNNER).after(refused)).isEmpty();
    assertThat(ended(OutcomeKind.LOST).after(refused)).isEmpty();
  }

  @Test
  void onlyARunCanSucceedOrFail() {
    for (InvocationState state :
        List.of(new Queued(1), new Dispatching(1, null), new Launched(1, TASK, null))) {
      assertThat(state.after(new Succeeded(1, NOON))).isEmpty();
      assertThat(state.after(new Failed(1, "boom", NOON))).isEmpty();
    }
  }

  @Test
  void aWishToStopIsKeptUntilItComesTrueAndTheFirstOneCounts() {
    var wish = new StopRequested(StopCause.CANCEL, "ann", NOON);
    var later = new StopRequested(StopCause.TIMEOUT, "dispatcher", NOON.plusSeconds(1));

    InvocationState dispatching = new Dispatching(1, null).after(wish).orElseThrow();
    InvocationState launched = dispatching.after(new Accepted(1, TASK, NOON)).orElseThrow();
    InvocationState running = launched.after(new SeenRunning(1, NOON)).orElseThrow();

    assertThat(dispatching).isEqualTo(new Dispatching(1, CANCEL));
    assertThat(launched).isEqualTo(new Launched(1, TASK, CANCEL));
    assertThat(running).isEqualTo(new Running(1, TASK, NOON, null, CANCEL));
    for (InvocationState state : List.of(dispatching, launched, running)) {
      assertThat(state.after(later)).isEmpty();
    }
  }

  @Test
  void whatIsLaunchedOrRunsCanBeAskedToStop() {
    var wish = new StopRequested(StopCause.CANCEL, "ann", NOON);

    assertThat(new Launched(1, TASK, null).after(wish)).contains(new Launched(1, TASK, CANCEL));
    assertThat(running(RUNNER).after(wish)).contains(new Running(1, TASK, NOON, RUNNER, CANCEL));
    assertThat(new Running(1, null, NOON, RUNNER, CANCEL).after(new Accepted(1, TASK, NOON)))
        .contains(new Running(1, TASK, NOON, RUNNER, CANCEL));
  }

  @Test
  void whatFailsAfterACancelWasStopped() {
    assertThat(new Running(1, TASK, NOON, RUNNER, CANCEL).after(new Failed(1, "boom", NOON)))
        .contains(new Finished(1, TASK, Outcome.of(OutcomeKind.STOPPED, "cancelled by ann")));
    assertThat(new Running(1, TASK, NOON, RUNNER, null).after(new Failed(1, "boom", NOON)))
        .contains(new Finished(1, TASK, Outcome.of(OutcomeKind.FAILED, "boom")));
  }

  @Test
  void aRunnerThatIsFasterThanEcsStartsFromDispatching() {
    InvocationState running =
        new Dispatching(1, null).after(new Started(1, RUNNER, null, NOON)).orElseThrow();

    assertThat(running).isEqualTo(new Running(1, null, NOON, RUNNER, null));
    assertThat(running.after(new Accepted(1, TASK, NOON)))
        .contains(new Running(1, TASK, NOON, RUNNER, null));
  }

  @Test
  void onlyOneRunnerPassesTheStartFence() {
    assertThat(running(RUNNER).after(new Started(1, OTHER_RUNNER, TASK, NOON))).isEmpty();
  }

  @Test
  void aContainerSeenRunningMayStillPassTheStartFenceOnce() {
    InvocationState seen =
        new Launched(1, TASK, null).after(new SeenRunning(1, NOON)).orElseThrow();

    assertThat(seen.after(new Started(1, RUNNER, TASK, NOON))).contains(running(RUNNER));
  }

  @Test
  void nothingStartsOnceItIsToBeStopped() {
    var started = new Started(1, RUNNER, TASK, NOON);

    assertThat(new Dispatching(1, CANCEL).after(started)).isEmpty();
    assertThat(new Launched(1, TASK, CANCEL).after(started)).isEmpty();
    assertThat(new Running(1, TASK, NOON, null, CANCEL).after(started)).isEmpty();
  }

  @Test
  void cancellingAQueuedOneEndsItAsNeverRun() {
    Finished finished =
        (Finished)
            new Queued(0).after(new StopRequested(StopCause.CANCEL, "ann", NOON)).orElseThrow();

    assertThat(finished.outcome()).isEqualTo(Outcome.of(OutcomeKind.CANCELLED, "cancelled by ann"));
    assertThat(finished.outcome().kind().mayHaveRun()).isFalse();
  }

  @Test
  void aRefusalAfterACancelEndsItAsNeverRun() {
    assertThat(new Dispatching(1, CANCEL).after(new Refused(1, "no room", NOON, false, NOON)))
        .contains(new Finished(1, null, Outcome.of(OutcomeKind.CANCELLED, "cancelled by ann")));
  }

  @Test
  void aRunningOneThatWasCancelledEndsAsStopped() {
    assertThat(
            new Running(1, TASK, NOON, RUNNER, CANCEL)
                .after(new TaskEnded(1, TASK, 143, "exited with 143", NOON)))
        .contains(new Finished(1, TASK, new Outcome(OutcomeKind.STOPPED, "cancelled by ann", 143)));
  }

  @Test
  void aRunningOneThatTookTooLongEndsAsTimedOut() {
    assertThat(
            new Running(1, TASK, NOON, RUNNER, TIMEOUT)
                .after(new TaskEnded(1, TASK, 143, "exited with 143", NOON)))
        .contains(
            new Finished(
                1,
                TASK,
                new Outcome(OutcomeKind.TIMED_OUT, "stopped after the job's timeout", 143)));
  }

  @Test
  void whatFinishedBeforeItCouldBeStoppedHasSucceeded() {
    assertThat(new Running(1, TASK, NOON, RUNNER, CANCEL).after(new Succeeded(1, NOON)))
        .contains(new Finished(1, TASK, Outcome.of(OutcomeKind.SUCCEEDED, "the job succeeded")));
  }

  @Test
  void aContainerWithoutOurSdkEndsAsItsExitCodeSays() {
    InvocationState running = new Running(1, TASK, NOON, null, null);

    assertThat(running.after(new TaskEnded(1, TASK, 0, "exited with 0", NOON)))
        .contains(new Finished(1, TASK, new Outcome(OutcomeKind.SUCCEEDED, "exited with 0", 0)));
    assertThat(running.after(new TaskEnded(1, TASK, 3, "exited with 3", NOON)))
        .contains(new Finished(1, TASK, new Outcome(OutcomeKind.FAILED, "exited with 3", 3)));
  }

  @Test
  void aTaskWithoutAnExitCodeHasNotSucceeded() {
    assertThat(
            new Launched(1, TASK, null)
                .after(new TaskEnded(1, TASK, null, "its host was terminated", NOON)))
        .contains(new Finished(1, TASK, Outcome.of(OutcomeKind.FAILED, "its host was terminated")));
  }

  @Test
  void whatIsOverStaysAsItIs() {
    InvocationState lost = ended(OutcomeKind.LOST);

    assertThat(lost.after(new Succeeded(1, NOON))).isEmpty();
    assertThat(lost.after(new Failed(1, "boom", NOON))).isEmpty();
    assertThat(lost.after(new Started(1, RUNNER, TASK, NOON))).isEmpty();
    assertThat(lost.after(new TaskEnded(1, TASK, 0, "exited with 0", NOON))).isEmpty();
    assertThat(lost.after(new Lost(1, "no answer", NOON))).isEmpty();
    assertThat(lost.after(new Expired(NOON))).isEmpty();
    assertThat(lost.after(new StopRequested(StopCause.CANCEL, "ann", NOON))).isEmpty();
  }

  @Test
  void whatRunsDoesNotExpire() {
    assertThat(running(RUNNER).after(new Expired(NOON))).isEmpty();
  }

  @Test
  void anEndThatIsFollowedByAnotherDispatchGoesBackToTheQueue() {
    var first = new Running(1, TASK, NOON, RUNNER, null);
    Earlier once = new Earlier(1, Outcome.of(OutcomeKind.FAILED, "boom"));

    InvocationState queued = first.after(new Failed(1, "boom", AGAIN, NOON)).orElseThrow();
    InvocationState second = queued.after(new Claimed("server-1", NOON)).orElseThrow();

    assertThat(queued).isEqualTo(new Queued(1, once));
    assertThat(second).isEqualTo(new Dispatching(2, null, once));
    assertThat(second.after(new Lost(2, "no answer", AGAIN, NOON)))
        .contains(new Queued(2, new Earlier(2, Outcome.of(OutcomeKind.LOST, "no answer"))));
    assertThat(new Launched(2, TASK, null, once).after(exited(2, 3, AGAIN)))
        .contains(new Queued(2, new Earlier(2, new Outcome(OutcomeKind.FAILED, "exited", 3))));
  }

  @Test
  void whatWasBeforeIsKeptUntilTheEnd() {
    Earlier once = new Earlier(1, Outcome.of(OutcomeKind.FAILED, "boom"));
    InvocationState queued = new Queued(1, once);

    for (News news :
        List.of(
            new Claimed("server-1", NOON),
            new Accepted(2, TASK, NOON),
            new SeenRunning(2, NOON),
            new Started(2, RUNNER, TASK, NOON),
            new StopRequested(StopCause.TIMEOUT, "dispatcher", 2, NOON))) {
      queued = queued.after(news).orElseThrow();
      assertThat(queued.before()).isEqualTo(once);
    }
    assertThat(new Dispatching(2, null, once).after(new Refused(2, "no room", NOON, true, NOON)))
        .contains(new Queued(2, once));
  }

  @Test
  void whatSucceededOrWasCancelledIsOverWhateverIsSaidToFollow() {
    assertThat(running(RUNNER).after(exited(1, 0, AGAIN)).orElseThrow())
        .isInstanceOf(Finished.class);
    InvocationState cancelled = new Running(1, TASK, NOON, RUNNER, CANCEL);
    assertThat(cancelled.after(new Lost(1, "no answer", AGAIN, NOON)).orElseThrow())
        .isInstanceOf(Finished.class);
    assertThat(cancelled.after(new Failed(1, "boom", AGAIN, NOON)).orElseThrow())
        .isInstanceOf(Finished.class);
  }

  @Test
  void neverRunIsNotSaidOfWhatMayHaveRunBefore() {
    Earlier once = new Earlier(1, Outcome.of(OutcomeKind.LOST, "no answer"));
    var cancel = new StopRequested(StopCause.CANCEL, "ann", NOON);

    for (Optional<InvocationState> ended :
        List.of(
            new Queued(1, once).after(new Expired(NOON)),
            new Queued(1, once).after(cancel),
            new Dispatching(2, null, once).after(new Expired(NOON)),
            new Dispatching(2, CANCEL, once).after(new Refused(2, "no room", NOON, true, NOON)),
            new Launched(2, TASK, null, once).after(new Expired(NOON)),
            new Running(2, TASK, NOON, null, null, once).after(new Expired(2, NOON)))) {
      assertThat(((Finished) ended.orElseThrow()).outcome().kind().mayHaveRun()).isTrue();
    }
  }

  @Test
  void aWishThatConcernsAnEarlierDispatchStopsNoLaterOne() {
    var late = new StopRequested(StopCause.TIMEOUT, "dispatcher", 1, NOON);

    assertThat(new Queued(1).after(late)).isEmpty();
    assertThat(new Dispatching(2, null).after(late)).isEmpty();
    assertThat(new Launched(2, TASK, null).after(late)).isEmpty();
    assertThat(new Running(2, TASK, NOON, RUNNER, null).after(late)).isEmpty();
    assertThat(new Queued(1).after(new Expired(1, NOON))).isEmpty();
    assertThat(new Dispatching(2, null).after(new Expired(1, NOON))).isEmpty();
    assertThat(new Launched(2, TASK, null).after(new Expired(1, NOON))).isEmpty();
  }

  @Test
  void anExitCodeOf0DoesNotHideWhatEndedIt() {
    var ended = new TaskEnded(1, TASK, 0, EndCause.OUT_OF_MEMORY, "used too much", null, NOON);

    assertThat(new Running(1, TASK, NOON, null, null).after(ended))
        .contains(new Finished(1, TASK, new Outcome(OutcomeKind.FAILED, "used too much", 0)));
  }

  private static TaskEnded exited(int dispatch, int exitCode, @Nullable Redispatch next) {
    return new TaskEnded(
        dispatch, TASK, exitCode, TaskEnded.causeOf(exitCode), "exited", next, NOON);
  }

  private static InvocationState running(UUID runner) {
    return new Running(1, TASK, NOON, runner, null);
  }

  private static InvocationState ended(OutcomeKind kind) {
    return new Finished(1, TASK, Outcome.of(kind, "because"));
  }
}
