package org.iguazu.loopback.engine.process;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/**
 * Kills process trees completely. On Linux it finds them by process group and by the mark in their
 * environment, which also a daemon that left its group carries, and looks again until none is left.
 * Elsewhere it kills the descendants it has seen. One thread serves all that ask at a time with one
 * look at the process table.
 */
final class Reaper implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Reaper.class.getName());
  private static final int LOOKS = 100;
  private static final ProcessHandle SELF = ProcessHandle.current();

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("loopback-reaper").start(this::run);

  private record Request(ProcessTree tree, CompletableFuture<Void> done) {}

  /** Completes when nothing of the tree is left, or nothing more can be done about it. */
  CompletableFuture<Void> kill(ProcessTree tree) {
    var request = new Request(tree, new CompletableFuture<>());
    requests.add(request);
    return request.done;
  }

  private void run() {
    try {
      while (true) {
        List<Request> batch = new ArrayList<>(List.of(requests.take()));
        requests.drainTo(batch);
        killTrees(batch.stream().map(Request::tree).toList());
        batch.forEach(request -> request.done.complete(null));
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private static void killTrees(List<ProcessTree> trees) {
    for (ProcessTree tree : trees) {
      tree.leader().destroyForcibly();
      tree.seen().forEach(ProcessHandle::destroyForcibly);
    }
    Set<Long> groups = trees.stream().map(tree -> tree.leader().pid()).collect(toSet());
    Set<String> marks = trees.stream().map(ProcessTree::mark).collect(toSet());
    killWhile(entry -> groups.contains(entry.group()) || marks.contains(entry.mark()), groups);
  }

  /**
   * Kills what is condemned, and looks again, for a process may have forked meanwhile.
   *
   * @param groups process groups known to be all ours
   */
  static void killWhile(Predicate<ProcessTable.Entry> condemned, Set<Long> groups) {
    try {
      for (int look = 0; look < LOOKS && ProcessTable.isThere(); look++) {
        List<ProcessTable.Entry> found =
            ProcessTable.read().stream()
                .filter(entry -> entry.pid() != SELF.pid())
                .filter(condemned)
                .toList();
        if (found.isEmpty()) {
          return;
        }
        kill(found, groups);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot read the process table", e);
    }
  }

  private static void kill(List<ProcessTable.Entry> found, Set<Long> groups) throws IOException {
    found.stream()
        .filter(entry -> entry.pid() == entry.group() || groups.contains(entry.group()))
        .mapToLong(ProcessTable.Entry::group)
        .distinct()
        .forEach(Reaper::killGroup);
    found.forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** In one stroke, so that a fork cannot slip through; the JDK itself cannot signal a group. */
  private static void killGroup(long group) {
    try {
      new ProcessBuilder("sh", "-c", "kill -KILL -" + group)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      // no shell: its members are killed one by one
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
