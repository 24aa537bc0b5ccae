package org.iguazu.loopback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Prints how long 1,000 RunTask calls take, one after the other and eight at a time. */
final class RunTaskSpeed {

  private static final int CALLS = 1000;

  private RunTaskSpeed() {}

  public static void main(String... args) throws Exception {
    Path directory = Files.createTempDirectory("loopback-speed");
    var engine = new FakeEngine();
    try (Loopback loopback = Loopback.in(directory, c -> c.withEngine((_, _) -> engine))) {
      String definition = loopback.register("job", main -> main.cpu(0).memory(6));
      for (int round = 1; round <= 5; round++) {
        for (int clients : new int[] {1, 8}) {
          System.out.printf(
              "round %d: %d RunTask calls by %d clients: %d ms%n",
              round, CALLS, clients, millis(loopback, engine, definition, clients));
        }
      }
    }
  }

  private static long millis(Loopback loopback, FakeEngine engine, String definition, int clients)
      throws InterruptedException {
    long start = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(clients)) {
      IntStream.range(0, CALLS)
          .forEach(_ -> pool.execute(() -> engine.end(loopback.run(definition), 0)));
    }
    return (System.nanoTime() - start) / 1_000_000;
  }
}
