package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.job.AbstractJob;

/** Says that its body was entered, works for a while, and says how long. */
public final class ChaosJob extends AbstractJob<ChaosJob.Parameters, Integer> {

  /**
   * What it is told.
   *
   * @param millis how long to work
   */
  public record Parameters(int millis) {}

  @Override
  public Integer run(Parameters parameters) throws IOException, InterruptedException {
    long now = InstantSource.system().millis();
    enter(context().invocation() + " " + context().dispatch() + " " + now + "\n");
    boolean _ = new CountDownLatch(1).await(parameters.millis(), TimeUnit.MILLISECONDS);
    return parameters.millis();
  }

  private static void enter(String line) throws IOException {
    URI diary = URI.create(System.getenv(Diary.VARIABLE));
    try (var socket = new Socket(diary.getHost(), diary.getPort())) {
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      if (socket.getInputStream().read() < 0) {
        throw new IOException("nobody has heard that it was entered");
      }
    }
  }
}
