package org.iguazu.core.batch;

import java.time.Duration;
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
 * way at a time, so that the busier it is, the larger the batches.
 *
 * <p>Callers who were answered together often come back together. So after a transaction the next
 * one waits for as many callers as there were, for a millisecond at most. A caller who is alone
 * waits for nobody.
 *
 * <p>If a batch fails, each of its items is tried alone: one that cannot be written takes no other
 * with it.
 */
public final class GroupCommit<T, R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration LINGER = Duration.ofMillis(1);

  private final int most;
  private final Duration linger;
  private final Function<List<T>, List<R>> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition handedIn = lock.newCondition();
  private final Queue<Pending<T, R>> queue = new ArrayDeque<>();
  private int callers;
  private int underWay;
  private int expected;
  private long lingerUntil;
  private boolean closed;

  /**
   * @param most how many items go into one transaction
   * @param work does a batch in one transaction, and answers in its order
   */
  public GroupCommit(String name, int most, Function<List<T>, List<R>> work) {
    this(name, most, LINGER, work);
  }

  /**
   * @param linger how long the callers of the transaction before are waited for
   */
  GroupCommit(String name, int most, Duration linger, Function<List<T>, List<R>> work) {
    this.most = most;
    this.linger = linger;
    this.work = work;
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /**
   * Does all the items, maybe together with others', and waits until they are committed.
   *
   * @return the answers in the order of the items
   * @throws RuntimeException what {@code work} threw for one of them
   */
  public List<R> doAll(List<T> items) {
    if (items.isEmpty()) {
      return List.of(); // no caller to be waited for: the next one might wait for ever
    }
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
      callers++;
      if (callers == 1 || callers >= expected) {
        handedIn.signal();
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
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
      doBatch(batch);
    }
  }

  /** Waits for items; there are none when all is done and closed. */
  private List<Pending<T, R>> nextBatch() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        handedIn.awaitUninterruptibly();
      }
      awaitCompany();
      var batch = new ArrayList<Pending<T, R>>();
      while (batch.size() < most && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      underWay = callers;
      callers = 0;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void awaitCompany() {
    try {
      long left = lingerUntil - System.nanoTime();
      while (callers < expected && queue.size() < most && !closed && left > 0) {
        left = handedIn.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Before they are answered: who comes back at once is not to be taken for another. */
  private void expectThemBack() {
    lock.lock();
    try {
      expected = underWay + callers;
      lingerUntil = System.nanoTime() + linger.toNanos();
    } finally {
      lock.unlock();
    }
  }

  private void doBatch(List<Pending<T, R>> batch) {
    try {
      List<R> answers = work.apply(batch.stream().map(Pending::item).toList());
      expectThemBack();
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
