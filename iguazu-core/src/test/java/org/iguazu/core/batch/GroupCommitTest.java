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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

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
  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatFillsATransactionDoesNotWaitForTheOneUnderWay() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    List<List<Integer>> done = Collections.synchronizedList(new ArrayList<>());
    try (var commits =
            new GroupCommit<Integer, Integer>(
                "test",
                3,
                batch -> {
                  if (batch.contains(0)) {
                    begun.countDown();
                    uninterruptibly(goOn);
                  }
                  done.add(batch);
                  return batch;
                });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = callers.submit(() -> commits.doAll(List.of(0)));
      begun.await();
      var small = callers.submit(() -> commits.doAll(List.of(1)));
      await().until(() -> commits.queued() == 1);
      var rest = callers.submit(() -> commits.doAll(List.of(2, 3, 4)));

      assertThat(small.get()).containsExactly(1);
      assertThat(done).containsExactly(List.of(1, 2, 3));
      goOn.countDown();
      assertThat(first.get()).containsExactly(0);
      assertThat(rest.get()).containsExactly(2, 3, 4);
      assertThat(done).endsWith(List.of(4));
    }
  }

  @Test
  void anItemThatCannotBeWrittenTakesNoOtherOfItsBatchWithIt() throws Exception {
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
                  if (batch.contains(13)) {
                    throw new IllegalStateException("unlucky");
                  }
                  return batch;
                });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = callers.submit(() -> commits.doAll(List.of(0)));
      begun.await();
      var before = callers.submit(() -> commits.doAll(List.of(1)));
      await().until(() -> commits.queued() == 1);
      var unlucky = callers.submit(() -> commits.doAll(List.of(13)));
      await().until(() -> commits.queued() == 2);
      var after = callers.submit(() -> commits.doAll(List.of(2)));
      await().until(() -> commits.queued() == 3);
      goOn.countDown();

      assertThat(first.get()).containsExactly(0);
      assertThat(before.get()).containsExactly(1);
      assertThatThrownBy(unlucky::get).rootCause().hasMessage("unlucky");
      assertThat(after.get()).containsExactly(2);
      assertThat(sizes).containsExactly(1, 3, 1, 1, 1);
    }
  }

  @Test
  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatIsWrongWithOneBatchEndsNoLaterOne() {
    try (var commits =
        new GroupCommit<Integer, Integer>(
            "test",
            100,
            batch -> {
              if (batch.contains(13)) {
                throw new AssertionError("a bug");
              }
              return batch;
            })) {

      assertThatThrownBy(() -> commits.doAll(List.of(13))).rootCause().hasMessage("a bug");
      assertThat(commits.doAll(List.of(1))).containsExactly(1);
    }
  }

  @Test
  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatWasHandedInBeforeTheEndIsDoneAndNothingAfterIt() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var commits =
        new GroupCommit<Integer, Integer>(
            "test",
            3,
            batch -> {
              begun.countDown();
              uninterruptibly(goOn);
              return batch;
            });
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var underWay = callers.submit(() -> commits.doAll(List.of(1)));
      begun.await();
      var waiting = callers.submit(() -> commits.doAll(List.of(2, 3, 4, 5, 6)));
      await().until(() -> commits.queued() == 2);

      commits.close();
      goOn.countDown();

      assertThat(underWay.get()).containsExactly(1);
      assertThat(waiting.get()).containsExactly(2, 3, 4, 5, 6);
      assertThatThrownBy(() -> commits.doAll(List.of(7))).hasMessage("closed");
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
