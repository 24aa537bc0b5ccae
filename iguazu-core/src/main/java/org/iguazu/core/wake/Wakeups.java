package org.iguazu.core.wake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.job.JobName;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other servers (and this one) announce, on one connection of its own. What is announced
 * while the connection is down is not heard: listeners are told so when it is up again, and must
 * look for themselves; they also must not rely on it, but poll now and then.
 */
public final class Wakeups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
  private static final Duration LISTEN = Duration.ofSeconds(1);
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final List<Consumer<Instant>> dueListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<InvocationId>> changeListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<JobName>> jobListeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> deliveryListeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> missedListeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread listener;

  public Wakeups(DataSource dataSource) {
    this.dataSource = dataSource;
    this.listener = Thread.ofPlatform().name("iguazu-wakeups").daemon().unstarted(this::run);
  }

  /** Begins to listen. */
  public void start() {
    listener.start();
  }

  /** There is an invocation that may be claimed from the given instant on. */
  public void onDue(Consumer<Instant> action) {
    dueListeners.add(action);
  }

  /** An invocation has finished, or is to be stopped. */
  public void onChange(Consumer<InvocationId> action) {
    changeListeners.add(action);
  }

  /** Another revision of a job is current. */
  public void onJob(Consumer<JobName> action) {
    jobListeners.add(action);
  }

  /** There is something to be sent to a webhook. */
  public void onDeliveries(Runnable action) {
    deliveryListeners.add(action);
  }

  /** Anything may have been announced unheard: called whenever listening begins or begins again. */
  public void onMissed(Runnable action) {
    missedListeners.add(action);
  }

  @Override
  public void close() {
    closing.countDown();
    listener.interrupt();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        listen();
      } catch (SQLException | RuntimeException e) {
        if (pause()) {
          LOG.warn(
              "cannot listen for wake-ups, polling goes on; connecting again: {}", e.toString());
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + Announcer.DUE);
        statement.execute("LISTEN " + Announcer.CHANGED);
        statement.execute("LISTEN " + Announcer.JOB);
        statement.execute("LISTEN " + Announcer.DELIVERIES);
      }
      missedListeners.forEach(Runnable::run);
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (closing.getCount() > 0) {
        PGNotification[] heard = postgres.getNotifications((int) LISTEN.toMillis());
        if (heard != null) {
          Arrays.stream(heard).forEach(this::tell);
        }
      }
    }
  }

  private void tell(PGNotification heard) {
    String payload = heard.getParameter();
    switch (heard.getName()) {
      case Announcer.DUE -> {
        Instant due = Instant.parse(payload);
        dueListeners.forEach(action -> action.accept(due));
      }
      case Announcer.CHANGED ->
          Arrays.stream(payload.split(",", -1))
              .map(InvocationId::parse)
              .forEach(id -> changeListeners.forEach(action -> action.accept(id)));
      case Announcer.JOB -> {
        var job = new JobName(payload);
        jobListeners.forEach(action -> action.accept(job));
      }
      case Announcer.DELIVERIES -> deliveryListeners.forEach(Runnable::run);
      default -> LOG.debug("unknown channel {}", heard.getName());
    }
  }

  /** Waits a little before the next connection; false if it is time to end instead. */
  private boolean pause() {
    try {
      return !closing.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
