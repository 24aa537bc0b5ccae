package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.job.AbstractJob;

/** Writes down that its body was entered, works for a while, and says how long. */
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
    Path diary = Path.of(System.getenv(Diary.VARIABLE));
    try (var file = FileChannel.open(diary, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
