package org.iguazu.job.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what a thread, and the threads it starts, write to stdout and stderr. */
final class LogCapture {

  private static final ThreadLocal<@Nullable LogCapture> CURRENT = new InheritableThreadLocal<>();

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private LogCapture() {}

  static synchronized LogCapture begin() {
    if (!(System.out instanceof Tee)) {
      System.setOut(new Tee(System.out));
    }
    if (!(System.err instanceof Tee)) {
      System.setErr(new Tee(System.err));
    }
    return new LogCapture();
  }

  <T> T capture(Supplier<T> work) {
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.remove();
    }
  }

  synchronized List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Waits for a line that contains {@code text}; false if {@code patience} ends first. */
  synchronized boolean await(String text, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (lines().stream().noneMatch(line -> line.contains(text))) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized void add(byte[] bytes, int offset, int length) {
    written.write(bytes, offset, length);
    notifyAll();
  }

  /** Writes on as before, and to the capture of the writing thread. */
  private static final class Tee extends PrintStream {

    Tee(PrintStream original) {
      super(new Split(original), true, StandardCharsets.UTF_8);
    }
  }

  private static final class Split extends OutputStream {

    private final PrintStream original;

    Split(PrintStream original) {
      this.original = original;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      original.write(bytes, offset, length);
      @Nullable LogCapture capture = CURRENT.get();
      if (capture != null) {
        capture.add(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      original.flush();
    }
  }
}
