package org.iguazu.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prints what is added to a log file, until it is closed. */
final class LogFollower implements AutoCloseable {

  private final Path file;
  private final Consumer<String> out;
  private final CountDownLatch closed = new CountDownLatch(1);

  private LogFollower(Path file, Consumer<String> out) {
    this.file = file;
    this.out = out;
  }

  static LogFollower start(Path file, Consumer<String> out) {
    var follower = new LogFollower(file, out);
    Thread.ofVirtual().name("follow " + file).start(follower::follow);
    return follower;
  }

  private void follow() {
    try (InputStream log = Files.newInputStream(file)) {
      do {
        byte[] added = log.readAllBytes();
        if (added.length > 0) {
          out.accept(new String(added, UTF_8).stripTrailing());
        }
      } while (!closed.await(100, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException e) {
      out.accept("cannot follow " + file + ": " + e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
