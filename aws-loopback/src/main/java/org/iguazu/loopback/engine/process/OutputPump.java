package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.run.Lines;

/** Cuts what a process prints into lines and hands them on as they come. */
final class OutputPump {

  private static final System.Logger LOG = System.getLogger(OutputPump.class.getName());

  private final InputStream in;
  private final Consumer<List<String>> lines;
  private final Lines split = new Lines();
  private final Thread thread;
  private volatile boolean outOfMemory;

  private OutputPump(InputStream in, Consumer<List<String>> lines) {
    this.in = in;
    this.lines = lines;
    // reading a pipe holds on to a carrier thread, so a virtual one would not do
    this.thread = Thread.ofPlatform().daemon().name("loopback-output").unstarted(this::pump);
  }

  static OutputPump start(InputStream in, Consumer<List<String>> lines) {
    var pump = new OutputPump(in, lines);
    pump.thread.start();
    return pump;
  }

  /** Has a JVM said that it ends because its heap is full? */
  boolean outOfMemory() {
    return outOfMemory;
  }

  /** Waits for the last line; gives up on a process that keeps the pipe open. */
  void finish(Duration patience) {
    try {
      if (!thread.join(patience)) {
        in.close();
      }
    } catch (IOException _) {
      // the thread ends all the same
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump() {
    var buffer = new byte[16 * 1024];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hand(split.add(buffer, read));
      }
    } catch (IOException _) {
      // the pipe was closed under us
    }
    hand(split.rest());
  }

  private void hand(List<String> complete) {
    for (String text : complete) {
      outOfMemory |= text.startsWith("Terminating due to java.lang.OutOfMemoryError");
    }
    try {
      lines.accept(complete);
    } catch (RuntimeException e) {
      // the process would stand still if nobody read its output any more
      LOG.log(System.Logger.Level.WARNING, "lines of output are lost", e);
    }
  }
}
