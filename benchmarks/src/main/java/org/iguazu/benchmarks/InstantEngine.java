package org.iguazu.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.iguazu.api.dispatch.DispatchEnvironment;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/**
 * Notes when a task was to start and says that it has ended well: what is measured is not the jobs.
 */
final class InstantEngine implements TaskEngine {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final InstantSource clock;
  private final Map<InvocationId, Instant> sent = new ConcurrentHashMap<>();
  private final ExecutorService observers = Executors.newVirtualThreadPerTaskExecutor();

  InstantEngine(InstantSource clock) {
    this.clock = clock;
  }

  /** When RunTask arrived, for each invocation. */
  Map<InvocationId, Instant> sent() {
    return sent;
  }

  /**
   * Waits until it is so.
   *
   * @throws IllegalStateException if that takes longer than 3 minutes
   */
  void awaitSent(Predicate<Map<InvocationId, Instant>> condition) {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(sent)) {
      if (System.nanoTime() > latest) {
        throw new IllegalStateException("not all invocations were dispatched");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void start(TaskSpec task, TaskObserver observer) {
    Map<String, String> environment = task.containers().getFirst().environment();
    sent.put(
        invocationOf(environment.getOrDefault(DispatchEnvironment.TOKEN, "")), clock.instant());
    observers.execute(() -> {
      String container = task.containers().getFirst().name();
      observer.running(container, task.id());
      observer.ended(container, new ContainerEnd.Exited(0, null));
      observer.stopped();
    });
  }

  /** A capability begins with the id of its invocation. */
  private static InvocationId invocationOf(String token) {
    var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    return new InvocationId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  @Override
  public void stop(String taskId) {}

  @Override
  public void kill(String taskId) {}

  @Override
  public void close() {
    observers.close();
  }
}
