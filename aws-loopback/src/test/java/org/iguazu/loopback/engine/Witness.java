package org.iguazu.loopback.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers all that is told of one task. */
public final class Witness implements TaskObserver {

  private static final int PATIENCE = 60;

  private final List<String> story = new ArrayList<>();
  private final Map<String, List<String>> lines = new HashMap<>();
  private final Map<String, ContainerEnd> ends = new HashMap<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /** Not part of the story: engines differ in whether they tell. */
  @Override
  public void pulled(String container, String imageId) {}

  /** Nor is this. */
  @Override
  public void created(String container, Handle handle) {}

  @Override
  public synchronized void running(String container, String runtimeId) {
    story.add(container + " runs");
    notifyAll();
  }

  @Override
  public synchronized void printed(String container, List<String> printed) {
    lines.computeIfAbsent(container, _ -> new ArrayList<>()).addAll(printed);
    notifyAll();
  }

  @Override
  public synchronized void ended(String container, ContainerEnd end) {
    story.add(container + " ended");
    ends.put(container, end);
    notifyAll();
  }

  @Override
  public void stopped() {
    stopped.complete(null);
  }

  public boolean isStopped() {
    return stopped.isDone();
  }

  public Witness awaitStopped() throws Exception {
    stopped.get(PATIENCE, TimeUnit.SECONDS);
    return this;
  }

  public synchronized Witness awaitLine(String container, String line) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!printed(container).contains(line)) {
      if (System.nanoTime() > until || isStopped()) {
        throw new AssertionError("%s printed %s, not %s".formatted(container, lines, line));
      }
      wait(1000);
    }
    return this;
  }

  /** What ran and ended, in order, e.g. {@code main runs}. */
  public synchronized List<String> story() {
    return List.copyOf(story);
  }

  public synchronized List<String> printed(String container) {
    return List.copyOf(lines.getOrDefault(container, List.of()));
  }

  public synchronized @Nullable ContainerEnd end(String container) {
    return ends.get(container);
  }
}
