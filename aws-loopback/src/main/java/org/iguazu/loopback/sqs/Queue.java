package org.iguazu.loopback.sqs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A standard queue in memory: at least once, in no promised order, and what is received but not
 * deleted comes again. It keeps messages for four days, and forgets the oldest when there are too
 * many: nobody may be reading.
 */
public final class Queue {

  private static final Duration RETENTION = Duration.ofDays(4);

  /** What is hidden may become visible at any time. */
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

  private final int most;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sent = lock.newCondition();
  private final SequencedMap<String, Message> messages = new LinkedHashMap<>();

  /**
   * An empty queue.
   *
   * @param most how many messages it keeps
   */
  public Queue(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Puts a message there for anybody. */
  public void send(String body) {
    var _ = send(body, Duration.ZERO);
  }

  /** Puts a message there that nobody receives before {@code delay} is over. */
  Message send(String body, Duration delay) {
    lock.lock();
    try {
      forgetOld();
      var message = Message.sent(body, clock.instant(), delay);
      messages.put(message.id(), message);
      if (messages.size() > most) {
        var _ = messages.pollFirstEntry();
      }
      sent.signalAll();
      return message;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Up to {@code most} messages, which are then hidden for a while; waits for the first, but no
   * longer than {@code wait}.
   */
  List<Message> receive(int most, Duration hidden, Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      List<Message> received = take(most, hidden);
      while (received.isEmpty() && left > 0) {
        long pause = Math.min(left, LOOK_AGAIN);
        left -= pause - Math.max(0, sent.awaitNanos(pause));
        received = take(most, hidden);
      }
      return received;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the loopback closes
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Message> take(int most, Duration hidden) {
    forgetOld();
    Instant now = clock.instant();
    List<Message> taken =
        messages.values().stream()
            .filter(message -> message.isVisible(now))
            .limit(most)
            .map(message -> message.received(now, hidden))
            .toList();
    taken.forEach(message -> messages.put(message.id(), message));
    return taken;
  }

  /** Deletes what was received under this handle; an older handle than the last does nothing. */
  void delete(String receiptHandle) {
    lock.lock();
    try {
      String id = Message.idIn(receiptHandle);
      Message message = messages.get(id);
      if (message != null && message.receiptHandle().equals(receiptHandle)) {
        messages.remove(id);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many wait to be received, and how many were and are hidden. */
  Map<String, String> attributes() {
    lock.lock();
    try {
      forgetOld();
      Instant now = clock.instant();
      long visible = messages.values().stream().filter(message -> message.isVisible(now)).count();
      return Map.of(
          "ApproximateNumberOfMessages", String.valueOf(visible),
          "ApproximateNumberOfMessagesNotVisible", String.valueOf(messages.size() - visible),
          "MessageRetentionPeriod", String.valueOf(RETENTION.toSeconds()));
    } finally {
      lock.unlock();
    }
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(RETENTION);
    while (!messages.isEmpty() && messages.firstEntry().getValue().sentAt().isBefore(oldest)) {
      var _ = messages.pollFirstEntry();
    }
  }
}
