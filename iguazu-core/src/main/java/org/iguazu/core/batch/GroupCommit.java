package org.iguazu.core.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets items that arrive while a transaction commits share the next one. One transaction is under
 * way at a time, so that the busier it is, the larger the batches; a second one only if it is full.
 *
 * <p>If a batch fails, each of its items is tried alone: one that cannot be written takes no other
 * with it.
 */
public final class GroupCommit<T, R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final int most;
  private final Function<List<T>, List<R>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition handedIn = lock.newCondition();
  private final Condition full = lock.newCondition();
  private final Queue<Pending<T, R>> queue = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param most how many items go into one transaction
   * @param work does a batch in one transaction, and answers in its order
   */
  public GroupCommit(String name, int most, Function<List<T>, List<R>> work) {
    this.most = most;
    this.work = work;
    Thread.ofPlatform().name(name).daemon().start(() -> run(1, handedIn));
    Thread.ofPlatform().name(name + "-2").daemon().start(() -> run(most, full));
  }

  /**
   * Does all the items, maybe together with others', and waits until they are committed.
   *
   * @return the answers in the order of the items
   * @throws RuntimeException what {@code work} threw for one of them
   */
  public List<R> doAll(List<T> items) {
    List<Pending<T, R>> pending =
        items.stream().map(item -> new Pending<T, R>(item, new CompletableFuture<>())).toList();
    handIn(pending);
    try {
      return pending.stream().map(it -> it.answer().join()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void handIn(List<Pending<T, R>> pending) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      queue.addAll(pending);
      handedIn.signal();
      if (queue.size() >= most) {
        full.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many items wait for the transaction that is under way. */
  public int queued() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Finishes what was handed in and takes no more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      handedIn.signal(); // no interrupt: it would break the transaction that is under way
      full.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run(int least, Condition enough) {
    var batch = nextBatch(least, enough);
    while (!batch.isEmpty()) {
      doBatch(batch);
      batch = nextBatch(least, enough);
    }
  }

  /** Waits for so many items; there are none when all is done and closed. */
  private List<Pending<T, R>> nextBatch(int least, Condition enough) {
    lock.lock();
    try {
      while (queue.size() < least && !closed) {
        enough.awaitUninterruptibly();
      }
      var batch = new ArrayList<Pending<T, R>>();
      while (batch.size() < most && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void doBatch(List<Pending<T, R>> batch) {
    try {
      List<R> answers = work.apply(batch.stream().map(Pending::item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.getFirst().answer().completeExceptionally(e);
      } else {
        LOG.warn("{} items could not be written together; each is tried alone", batch.size(), e);
        batch.forEach(it -> doBatch(List.of(it)));
      }
    }
  }

  private record Pending<T, R>(T item, CompletableFuture<R> answer) {}
}
