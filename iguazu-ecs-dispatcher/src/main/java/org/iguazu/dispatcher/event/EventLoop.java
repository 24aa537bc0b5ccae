package org.iguazu.dispatcher.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.dispatcher.follow.TaskFollower;
import org.iguazu.dispatcher.follow.TaskNews;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Waits for ECS's events on every server, and deletes each after it was applied. Nothing depends on
 * it: what gets lost or comes late is found out by asking.
 */
public final class EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final TaskEventQueue queue;
  private final TaskFollower follower;
  private final EventMetrics metrics;
  private final Pause pause;
  private final Complaint receiving;
  private final Complaint applying;
  private final Complaint deleting;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean waiting;

  /** A loop that does not run yet. */
  public EventLoop(TaskEventQueue queue, TaskFollower follower, EventMetrics metrics, Pause pause) {
    this.queue = queue;
    this.follower = follower;
    this.metrics = metrics;
    this.pause = pause;
    this.receiving = new Complaint("receive ECS's events from " + queue.url());
    this.applying = new Complaint("apply ECS's events");
    this.deleting = new Complaint("delete ECS's events from " + queue.url());
    // virtual, for its interruption ends the wait for an answer
    this.thread = Thread.ofVirtual().name("iguazu-events").unstarted(this::run);
  }

  /** Begins to wait for events, if there is a queue. */
  public void start() {
    if (queue.isThere()) {
      thread.start();
    }
  }

  /** Ends the wait; what is being applied is applied first. */
  public void stop() throws InterruptedException {
    pause.stop();
    synchronized (lock) {
      if (waiting) {
        thread.interrupt();
      }
    }
    if (queue.isThere()) {
      thread.join(STOP_WITHIN);
    }
  }

  private void run() {
    Duration next = FIRST_PAUSE;
    while (!pause.isStopped()) {
      if (receive()) {
        next = FIRST_PAUSE;
      } else {
        pause.of(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }

  /**
   * Waits for the next events and applies them.
   *
   * @return whether all of that worked
   */
  public boolean receive() {
    try {
      List<Message> messages = waitForMessages();
      receiving.isOver();
      return messages.isEmpty() || (apply(messages) && delete(messages));
    } catch (SdkException e) {
      if (!pause.isStopped()) {
        Trouble trouble = Trouble.of(e);
        receiving.about(trouble, trouble.meaning() + "; " + e.getMessage());
      }
      return false;
    }
  }

  private List<Message> waitForMessages() {
    synchronized (lock) {
      if (pause.isStopped()) {
        return List.of();
      }
      waiting = true;
    }
    try {
      return queue.receive();
    } finally {
      synchronized (lock) {
        waiting = false;
      }
    }
  }

  /** What the database does not take stays in the queue, and comes again. */
  private boolean apply(List<Message> messages) {
    metrics.received(messages.size());
    var news = new ArrayList<TaskNews>();
    for (Message message : messages) {
      switch (TaskEvent.read(message.body())) {
        case TaskEvent.Changed(TaskNews changed) -> news.add(changed);
        case TaskEvent.Other _ -> {}
        case TaskEvent.Unreadable(String why) -> unreadable(message, why);
      }
    }
    try {
      metrics.applied(follower.hear(news));
      applying.isOver();
      return true;
    } catch (RuntimeException e) {
      applying.about(e.getClass(), "the database does not take them; " + e.getMessage());
      return false;
    }
  }

  private void unreadable(Message message, String why) {
    metrics.unreadable();
    String body = message.body();
    LOG.warn(
        "message {} of {} is no event of ECS and is deleted, for {}: {}",
        message.messageId(),
        queue.url(),
        why,
        body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body);
  }

  private boolean delete(List<Message> messages) {
    try {
      List<String> kept = queue.delete(messages);
      if (kept.isEmpty()) {
        deleting.isOver();
      } else {
        deleting.about(Trouble.REJECTED, "they come again, without harm; SQS says " + kept);
      }
      return kept.isEmpty();
    } catch (SdkException e) {
      Trouble trouble = Trouble.of(e);
      deleting.about(trouble, trouble.meaning() + "; " + e.getMessage());
      return false;
    }
  }
}
