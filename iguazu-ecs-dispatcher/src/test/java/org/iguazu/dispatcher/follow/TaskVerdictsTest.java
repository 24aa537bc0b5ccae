package org.iguazu.dispatcher.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.InvocationState.Running;
import org.iguazu.core.invocation.News;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskVerdictsTest {

  private static final Instant NOW = NOON.plusSeconds(9);
  private static final Launched LAUNCHED = new Launched(2, Tasks.ARN, null);
  private static final Running RUNNING = new Running(2, Tasks.ARN, NOON, null, null);

  @Test
  void aTaskThatRunsIsSeenRunningOnce() {
    TaskNews running = Tasks.aTask("RUNNING").startedAt(NOON.plusSeconds(3)).news();

    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), running, NOW))
        .hasValue(new News.SeenRunning(2, NOON.plusSeconds(3)));
    assertThat(TaskVerdicts.of(Dispatches.in(RUNNING), running, NOW)).isEmpty();
  }

  @Test
  void aTaskThatIsStillPendingIsNoNews() {
    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), Tasks.aTask("PENDING").news(), NOW))
        .isEmpty();
  }

  @Test
  void aStoppedTaskEndsItsDispatchAlsoIfItWasNeverSeenRunning() {
    TaskNews stopped =
        Tasks.aTask("STOPPED")
            .stopped("EssentialContainerExited", "Essential container in task exited")
            .main(3, null)
            .news();

    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), stopped, NOW))
        .hasValue(new News.TaskEnded(2, Tasks.ARN, 3, "exited with code 3", NOON));
  }

  @Test
  void aTaskThatWasStoppedBecauseItDidNotStartInTimeHasExpired() {
    TaskNews never = Tasks.aTask("STOPPED").stopped("UserInitiated", "not started in time").news();

    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), never, Dispatches.START_BY.plusSeconds(1)))
        .hasValue(new News.Expired(2, NOON));
  }

  @Test
  void oneThatMayHaveStartedHasNotExpired() {
    TaskNews started =
        Tasks.aTask("STOPPED").startedAt(NOON).stopped("UserInitiated", "x").main(143, null).news();

    assertThat(
            TaskVerdicts.of(Dispatches.in(LAUNCHED), started, Dispatches.START_BY.plusSeconds(1)))
        .get()
        .isInstanceOf(News.TaskEnded.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -1, 0, 1, 300})
  void whatEcssClockSaysMakesNothingEarlierOrLater(long ahead) {
    Duration skew = Duration.ofSeconds(ahead);
    TaskNews running = Tasks.aTask("RUNNING").startedAt(NOON.plusSeconds(3)).ahead(skew).news();
    TaskNews stopped =
        Tasks.aTask("STOPPED").stopped("EssentialContainerExited", "x").ahead(skew).news();

    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), running, NOW))
        .hasValue(new News.SeenRunning(2, NOON.plusSeconds(3)));
    assertThat(TaskVerdicts.of(Dispatches.in(RUNNING), stopped, NOW).orElseThrow().at())
        .isEqualTo(NOON);
  }

  @Test
  void nothingHasHappenedLaterThanNow() {
    TaskNews running = Tasks.aTask("RUNNING").startedAt(NOON.plusSeconds(60)).news();

    assertThat(TaskVerdicts.of(Dispatches.in(LAUNCHED), running, NOW))
        .hasValue(new News.SeenRunning(2, NOW));
  }
}
