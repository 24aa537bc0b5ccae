package org.iguazu.core.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Lets items that arrive while a transaction commits share the next one. One transaction is under
 * way at a time, so that the busier it is, the larger the batches.
 *
 * <p>If a batch fails, each of its items is tried alone: one that cannot be written takes no other
 * with it.
 */
public final class GroupCommit<T, R> implements AutoCloseable {

  private final int most;
  private final Function<List<T>, List<R>> work;
  private final BlockingQueue<Pending<T, R>> queue = new LinkedBlockingQueue<>();
  private final Thread worker;
  private volatile boolean closed;

  /**
   * @param most how many items go into one transaction
   * @param work does a batch in one transaction, and answers in its order
   */
  public GroupCommit(String name, int most, Function<List<T>, List<R>> work) {
    this.most = most;
    this.work = work;
    this.worker = Thread.ofPlatform().name(name).daemon().start(this::run);
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
    if (closed) {
      throw new IllegalStateException("closed");
    }
    queue.addAll(pending);
    try {
      return pending.stream().map(it -> it.answer().join()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** How many items wait for the transaction that is under way. */
  public int queued() {
    return queue.size();
  }

  /** Finishes what was handed in and takes no more. */
  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }

  private void run() {
    var batch = new ArrayList<Pending<T, R>>();
    while (!closed || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        continue; // closing: the loop's condition decides
      }
      queue.drainTo(batch, most - 1);
      doBatch(batch);
      batch.clear();
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
        batch.forEach(it -> doBatch(List.of(it)));
      }
    }
  }

  private record Pending<T, R>(T item, CompletableFuture<R> answer) {}
}
