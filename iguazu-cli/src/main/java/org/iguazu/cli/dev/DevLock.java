package org.iguazu.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Held while a development server runs, so that no second one touches its data. */
final class DevLock implements AutoCloseable {

  private final FileChannel channel;

  private DevLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, which the system gives back when this process ends, however it ends.
   *
   * @throws DevFailure if another process holds it
   */
  static DevLock take(DevHome home) {
    Path file = home.path("lock");
    try {
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      if (!locks(channel)) {
        channel.close();
        throw new DevFailure(
            "Another ./iguazu dev is running on this folder (%s); use that one, or stop it first."
                .formatted(Files.readString(file).strip()));
      }
      return new DevLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    }
  }

  /** Notes who holds it, for whoever tries in vain. */
  void note(URI url) {
    String holder = "process %d, %s".formatted(ProcessHandle.current().pid(), url);
    try {
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the lock", e);
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
