package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.TaskSpec;

/**
 * Control groups, one for each task, below which Docker makes those of its containers: so the
 * task's limits are for all of them together, as on AWS. That takes control groups of version 1, a
 * daemon on this machine that makes its own by itself, and the right to write there.
 */
final class ControlGroups {

  private static final System.Logger LOG = System.getLogger(ControlGroups.class.getName());
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final boolean usable;
  private final AtomicBoolean warned = new AtomicBoolean();

  ControlGroups(boolean usable) {
    this.usable = usable;
  }

  /** Those of a daemon that says this of itself. */
  static ControlGroups of(Info daemon, boolean onThisMachine) {
    return new ControlGroups(
        onThisMachine
            && "cgroupfs".equals(daemon.getCGroupDriver())
            && "1".equals(daemon.getCGroupVersion())
            && Files.isWritable(ROOT.resolve("memory"))
            && Files.isWritable(ROOT.resolve("cpu"))
            && Files.isWritable(ROOT.resolve("pids")));
  }

  boolean areUsable() {
    return usable;
  }

  /**
   * Makes one with the limits of a task, and returns it as Docker's {@code CgroupParent}; empty if
   * that cannot be: then each container has to have them.
   *
   * @param processes the most that the task may have
   */
  Optional<String> make(String name, TaskSpec task, int processes) {
    if (!usable) {
      warn(task, "this takes control groups of version 1, Docker's driver cgroupfs, and root");
      return Optional.empty();
    }
    try {
      for (TaskLimits.Value value : TaskLimits.of(task, processes)) {
        write(name, value);
      }
      return Optional.of("/" + name);
    } catch (IOException e) {
      remove(name);
      warn(task, e.toString());
      return Optional.empty();
    }
  }

  private static void write(String name, TaskLimits.Value value) throws IOException {
    Path group = Files.createDirectories(ROOT.resolve(value.controller(), name));
    Path file = group.resolve(value.controller() + "." + value.file());
    if (Files.exists(file) || !value.optional()) {
      Files.writeString(file, String.valueOf(value.number()));
    }
  }

  /** Once, and only when it makes a difference. */
  private void warn(TaskSpec task, String why) {
    if (task.containers().size() > 1
        && !task.limits().equals(TaskSpec.Limits.NONE)
        && warned.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the CPU and memory of a task limit each of its containers, not all of them together: "
              + why);
    }
  }

  /** Removes one whose containers are gone, unless that is done. */
  void remove(String name) {
    controllers().map(it -> it.resolve(name)).forEach(ControlGroups::removeGroup);
  }

  private static void removeGroup(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a control group is not removed: " + e);
    }
  }

  /** The names that start so. */
  List<String> all(String prefix) {
    return controllers()
        .flatMap(ControlGroups::children)
        .map(it -> String.valueOf(it.getFileName()))
        .filter(it -> it.startsWith(prefix))
        .distinct()
        .toList();
  }

  private Stream<Path> controllers() {
    return usable ? children(ROOT) : Stream.empty();
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).toList().stream();
    } catch (NoSuchFileException _) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
