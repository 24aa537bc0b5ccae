package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kills what a predecessor that died without notice has left running, and just that. */
final class Orphans {

  /** Two JVMs compute a process's start from the clock, and may differ a little. */
  private static final Duration CLOCK_NOISE = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(Orphans.class.getName());

  private Orphans() {}

  static void kill(TaskDirectories directories) throws IOException {
    List<String> tasks = directories.tasks();
    Set<Long> groups = new HashSet<>();
    for (String task : tasks) {
      directories.processes(task).stream()
          .flatMap(Orphans::alive)
          .forEach(process -> {
            LOG.log(
                System.Logger.Level.INFO,
                "killing an orphan of task {0}: pid {1}",
                task,
                process.pid());
            groups.add(process.pid());
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
          });
    }
    if (!tasks.isEmpty()) {
      Reaper.killWhile(
          entry -> groups.contains(entry.group()) || isMarked(entry.mark(), tasks), groups);
    }
    tasks.forEach(directories::delete);
  }

  private static Stream<ProcessHandle> alive(TaskDirectories.Left left) {
    return ProcessHandle.of(left.pid())
        .filter(process -> startedAsRecorded(process, left))
        .stream();
  }

  private static boolean startedAsRecorded(ProcessHandle process, TaskDirectories.Left left) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, left.startedAt()).abs())
        .filter(difference -> difference.compareTo(CLOCK_NOISE) < 0)
        .isPresent();
  }

  /** The mark ends with the task's id and the container's number. */
  private static boolean isMarked(@Nullable String mark, List<String> tasks) {
    return mark != null && tasks.stream().anyMatch(mark::contains);
  }
}
