package org.iguazu.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Begins anew: tells what will be gone, and deletes it. */
final class Wipe {

  private record Target(String name, String meaning) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target("postgres", "all jobs, schedules, invocations and API keys"),
          new Target("loopback", "all tasks of the AWS loopback, and their logs"),
          new Target("dev-key", "the key of the development server"),
          new Target("postgres-password", "the database's password"));

  private Wipe() {}

  static void all(DevHome home, Consumer<String> out) {
    List<Target> there =
        TARGETS.stream().filter(target -> Files.exists(home.path(target.name()))).toList();
    if (there.isEmpty()) {
      out.accept("There is nothing to wipe in " + home.directory() + ".");
      return;
    }
    out.accept("Wiping for good:");
    there.forEach(target -> out.accept("  " + described(home.path(target.name()), target)));
    there.forEach(target -> delete(home.path(target.name())));
  }

  private static String described(Path path, Target target) {
    try {
      return "%s: %s (%d KiB)".formatted(path, target.meaning(), (Trees.size(path) + 1023) / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + path, e);
    }
  }

  private static void delete(Path path) {
    try {
      Trees.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot wipe " + path, e);
    }
  }
}
