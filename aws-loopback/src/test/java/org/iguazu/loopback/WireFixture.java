package org.iguazu.loopback;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of ECS's semantics share: a settable clock, and tasks that run in name only. */
abstract class WireFixture {

  @TempDir Path directory;
  final SettableClock clock = new SettableClock();
  final FakeEngine engine = new FakeEngine();
  Loopback loopback;

  /** What a test wants to be different. */
  LoopbackConfig configure(LoopbackConfig config) {
    return config;
  }

  @BeforeEach
  void start() {
    loopback =
        Loopback.in(
            directory, config -> configure(config.withClock(clock).withEngine((_, _) -> engine)));
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  void restart() {
    loopback.close();
    start();
  }

  void later(Duration by) {
    clock.move(by);
  }
}
