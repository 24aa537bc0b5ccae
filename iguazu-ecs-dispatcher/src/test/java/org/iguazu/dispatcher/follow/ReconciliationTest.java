package org.iguazu.dispatcher.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.test.SettableClock.NOON;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.InvocationState.Dispatching;
import org.iguazu.core.invocation.InvocationState.Running;
import org.iguazu.core.invocation.Stop;
import org.iguazu.core.invocation.StopCause;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final Dispatching DISPATCHING = new Dispatching(1, null);

  @Test
  void leavesADispatchToItsDispatcherAtFirst() {
    assertThat(what(DISPATCHING, NOON.plusSeconds(119))).isEqualTo(Reconciliation.WAIT);
  }

  @Test
  void thenRepeatsItAsLongAsItMayStart() {
    assertThat(what(DISPATCHING, NOON.plusSeconds(120))).isEqualTo(Reconciliation.REPEAT);
    assertThat(what(DISPATCHING, Dispatches.START_BY.minusMillis(1)))
        .isEqualTo(Reconciliation.REPEAT);
  }

  @Test
  void neverStartsItLate() {
    assertThat(what(DISPATCHING, Dispatches.START_BY)).isEqualTo(Reconciliation.FIND);
  }

  @Test
  void neverStartsWhatIsToBeStopped() {
    var cancelled = new Dispatching(1, new Stop(StopCause.CANCEL, "ann", NOON));

    assertThat(what(cancelled, NOON.plusSeconds(120))).isEqualTo(Reconciliation.FIND);
  }

  @Test
  void givesUpAfterLaunchProof() {
    assertThat(what(DISPATCHING, NOON.plus(Duration.ofMinutes(15))))
        .isEqualTo(Reconciliation.GIVE_UP);
  }

  @Test
  void neverRepeatsOneThatRunsAndWaitsForItsReportUntilItsDeadlineIsLongOver() {
    var running = new Running(1, null, NOON, null, null);

    assertThat(what(running, NOON.plusSeconds(120))).isEqualTo(Reconciliation.FIND);
    assertThat(what(running, Dispatches.DEADLINE)).isEqualTo(Reconciliation.FIND);
    assertThat(what(running, Dispatches.DEADLINE.plus(Duration.ofMinutes(15))))
        .isEqualTo(Reconciliation.GIVE_UP);
  }

  private static Reconciliation what(InvocationState state, Instant now) {
    return Reconciliation.of(
        Dispatches.in(state), Duration.ofMinutes(2), Duration.ofMinutes(15), now);
  }
}
