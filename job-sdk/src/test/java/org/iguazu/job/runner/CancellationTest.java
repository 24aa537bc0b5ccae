package org.iguazu.job.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.iguazu.job.JobCancelledException;
import org.junit.jupiter.api.Test;

class CancellationTest {

  private final Cancellation cancellation = new Cancellation();
  private final ArrayList<String> seen = new ArrayList<>();

  @Test
  void theFlagComesFirstThenTheCallbacksThenTheInterrupt() {
    cancellation.enter();
    cancellation.onCancel(() -> see("callback"));

    cancellation.cancel();
    see("after");

    assertThat(seen)
        .containsExactly(
            "callback cancelled=true interrupted=false", "after cancelled=true interrupted=true");
    cancellation.leave();
  }

  @Test
  void aCallbackThatComesLateIsCalledAtOnce() {
    cancellation.cancel();

    cancellation.onCancel(() -> see("late"));

    assertThat(seen).containsExactly("late cancelled=true interrupted=false");
  }

  @Test
  void aCallbackThatFailsDoesNotKeepTheOthersFromBeingCalled() {
    cancellation.onCancel(() -> {
      throw new IllegalStateException("broken callback");
    });
    cancellation.onCancel(() -> see("second"));

    cancellation.cancel();

    assertThat(seen).hasSize(1);
  }

  @Test
  void theBodyIsNotEnteredOnceItIsCancelled() {
    cancellation.cancel();

    assertThatThrownBy(cancellation::enter).isInstanceOf(JobCancelledException.class);
  }

  @Test
  void whatFollowsTheBodyIsNotInterrupted() {
    cancellation.enter();
    Thread.currentThread().interrupt();
    cancellation.leave();
    cancellation.cancel();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private void see(String what) {
    seen.add(
        "%s cancelled=%s interrupted=%s"
            .formatted(what, cancellation.isCancelled(), Thread.currentThread().isInterrupted()));
  }
}
