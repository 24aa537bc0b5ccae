package org.iguazu.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What containers could leave behind on a host.
 *
 * @param containers of the Docker daemon, running or not
 * @param volumes of the Docker daemon
 * @param mounts of the host
 * @param shims processes that each hold a container
 * @param sharedMemory in MiB: what lies in file systems in memory
 * @param usedMemory in MiB
 * @param usedDisk of the Docker daemon's file system, in MiB
 */
record HostState(
    long containers,
    long volumes,
    long mounts,
    long shims,
    long sharedMemory,
    long usedMemory,
    long usedDisk) {

  private static final long MIB = 1 << 20;

  static HostState now() {
    try {
      return new HostState(
          lines("docker", "ps", "--all", "--quiet"),
          lines("docker", "volume", "ls", "--quiet"),
          lines(Path.of("/proc/self/mounts")),
          shimsNow(),
          memory("Shmem:"),
          memory("MemTotal:") - memory("MemAvailable:"),
          usedDiskNow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var output = process.inputReader()) {
      long lines = output.lines().count();
      if (process.onExit().join().exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " fails");
      }
      return lines;
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static long shimsNow() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.contains("containerd-shim"))
        .count();
  }

  private static long memory(String field) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/meminfo"));
    return lines.stream()
            .filter(line -> line.startsWith(field))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        >> 10;
  }

  private static long usedDiskNow() throws IOException {
    var store = Files.getFileStore(Path.of("/var/lib"));
    return (store.getTotalSpace() - store.getUnallocatedSpace()) / MIB;
  }

  /** Whether there is no more of anything that can be counted than there was before. */
  boolean hasNothingAdded(HostState before) {
    return containers <= before.containers
        && volumes <= before.volumes
        && mounts <= before.mounts
        && shims <= before.shims;
  }
}
