package org.iguazu.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  @Test
  void whatArrivesDuringATransactionSharesTheNext() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    try (var commits =
            new GroupCommit<Integer, Integer>(
                "test",
                100,
                batch -> {
                  sizes.add(batch.size());
                  begun.countDown();
                  uninterruptibly(goOn);
                  return batch;
                });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = callers.submit(() -> commits.doAll(List.of(0)));
      begun.await();
      var others = callers.submit(() -> commits.doAll(List.of(1, 2, 3)));
      await().until(() -> commits.queued() == 3);
      goOn.countDown();

      assertThat(first.get()).containsExactly(0);
      assertThat(others.get()).containsExactly(1, 2, 3);
      assertThat(sizes).containsExactly(1, 3);
    }
  }

  @Test
  void anItemThatCannotBeWrittenTakesNoOtherWithIt() {
    try (var commits =
        new GroupCommit<Integer, Integer>(
            "test",
            100,
            batch -> {
              if (batch.contains(13)) {
                throw new IllegalStateException("unlucky");
              }
              return batch;
            })) {

      assertThatThrownBy(() -> commits.doAll(List.of(1, 13, 2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("unlucky");
      assertThat(commits.doAll(List.of(1, 2))).containsExactly(1, 2);
    }
  }

  @Test
  void noBatchIsLargerThanTheLimit() {
    List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    try (var commits =
        new GroupCommit<Integer, Integer>(
            "test",
            4,
            batch -> {
              sizes.add(batch.size());
              return batch;
            })) {
      assertThat(commits.doAll(Collections.nCopies(10, 7))).hasSize(10);
    }

    assertThat(sizes).allMatch(size -> size <= 4);
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
