package org.iguazu.job.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
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
        capture.written.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      original.flush();
    }
  }
}
