package org.iguazu.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());
  private final Parts parts = new Parts();

  @Test
  void partsAreStoppedOnceTheLastOneFirst() {
    parts.add(() -> stopped.add("postgres"));
    parts.add(() -> stopped.add("server"));

    parts.close();
    parts.close();

    assertThat(stopped).containsExactly("server", "postgres");
  }

  @Test
  void aPartThatCannotBeStoppedDoesNotKeepTheOthers() {
    parts.add(() -> stopped.add("postgres"));
    parts.add(() -> {
      throw new IllegalStateException("stuck");
    });

    parts.close();

    assertThat(stopped).containsExactly("postgres");
  }

  @Test
  void whatIsStartedTooLateIsStoppedAtOnce() {
    parts.close();

    assertThatThrownBy(() -> parts.add(() -> stopped.add("late")))
        .isInstanceOf(Parts.Stopping.class);
    assertThat(stopped).containsExactly("late");
  }

  @Test
  void whoeverStopsSecondWaitsForTheFirst() throws InterruptedException {
    var stopping = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    parts.add(() -> {
      stopping.countDown();
      goOn.await();
      stopped.add("slow");
    });
    var first = Thread.ofVirtual().start(parts::close);
    stopping.await();
    var second =
        Thread.ofPlatform()
            .start(() -> {
              parts.close();
              stopped.add("second has returned");
            });
    while (second.isAlive() && second.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }

    goOn.countDown();
    first.join();
    second.join();

    assertThat(stopped).containsExactly("slow", "second has returned");
  }
}
