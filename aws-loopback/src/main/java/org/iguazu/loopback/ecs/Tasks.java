package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a cluster in the order they were made, until they are forgotten; not thread-safe.
 */
final class Tasks {

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Deque<String> stopped = new ArrayDeque<>();

  @Nullable Task get(String id) {
    return tasks.get(id);
  }

  Collection<Task> all() {
    return tasks.values();
  }

  void put(Task task) {
    @Nullable Task before = tasks.put(task.id(), task);
    if (task.isStopped() && (before == null || !before.isStopped())) {
      stopped.add(task.id());
    }
  }

  /**
   * Forgets what stopped too long ago; they stopped in the order of the queue.
   *
   * @return the ids of those that were forgotten just now
   */
  List<String> forgetOld(Instant now) {
    var forgotten = new ArrayList<String>();
    while (!stopped.isEmpty()
        && Objects.requireNonNull(tasks.get(stopped.getFirst())).isForgotten(now)) {
      String id = stopped.removeFirst();
      tasks.remove(id);
      forgotten.add(id);
    }
    return forgotten;
  }
}
