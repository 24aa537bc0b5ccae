package org.iguazu.dispatcher.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Instant;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.InvocationState.Running;
import org.iguazu.core.invocation.Stop;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.dispatcher.deadline.Deadlines.StopOrder;
import org.iguazu.dispatcher.follow.Dispatches;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final Launched LAUNCHED = new Launched(1, "arn", null);
  private static final Running RUNNING = new Running(1, "arn", NOON, null, null);
  private static final Stop CANCEL = new Stop(StopCause.CANCEL, "ann", NOON);

  @Test
  void aRunIsStoppedAtItsDeadlineNotBefore() {
    Instant deadline = Dispatches.DEADLINE;

    assertThat(Deadlines.decide(Dispatches.in(RUNNING), true, deadline.minusMillis(1))).isEmpty();
    assertThat(Deadlines.decide(Dispatches.in(RUNNING), true, deadline))
        .hasValue(new StopOrder(true, "stopped after the job's timeout"));
  }

  @Test
  void whatSomebodyCancelledIsStoppedAtOnce() {
    assertThat(Deadlines.decide(Dispatches.in(new Launched(1, "arn", CANCEL)), false, NOON))
        .hasValue(new StopOrder(false, "cancelled by ann"));
    assertThat(
            Deadlines.decide(Dispatches.in(new Running(1, "arn", NOON, null, CANCEL)), true, NOON))
        .hasValue(new StopOrder(false, "cancelled by ann"));
  }

  @Test
  void aTaskThatDoesNotStartInTimeIsStopped() {
    Instant late = Dispatches.START_BY.plusMillis(1);

    assertThat(Deadlines.decide(Dispatches.in(LAUNCHED), false, Dispatches.START_BY)).isEmpty();
    assertThat(Deadlines.decide(Dispatches.in(LAUNCHED), false, late))
        .hasValue(new StopOrder(false, "not started in time"));
    assertThat(Deadlines.decide(Dispatches.in(LAUNCHED), true, late)).isEmpty();
  }
}
