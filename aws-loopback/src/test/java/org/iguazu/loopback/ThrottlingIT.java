package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.iguazu.loopback.throttle.Throttling;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;

/** Calls are limited as ECS limits them. */
final class ThrottlingIT extends WireFixture {

  @Override
  LoopbackConfig configure(LoopbackConfig config) {
    return config.withThrottling(Throttling.likeEcs());
  }

  private void stopUnknown(int times) {
    for (int i = 0; i < times; i++) {
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> loopback.ecs.stopTask(request -> request.task("unknown")));
    }
  }

  @Test
  void runTaskAndStopTaskShareABurstOf100And40PerSecond() {
    String definition = loopback.register("job", main -> main.memory(6).cpu(1));
    for (int i = 0; i < 60; i++) {
      loopback.run(definition);
    }
    stopUnknown(40);
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> loopback.run(definition))
        .satisfies(e -> assertThat(e.isThrottlingException()).isTrue())
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
        .withMessageContaining("Rate exceeded");
    assertThat(engine.started()).isEqualTo(60);

    later(Duration.ofSeconds(1));

    stopUnknown(40);
    assertThatExceptionOfType(EcsException.class).isThrownBy(() -> loopback.run(definition));
  }

  @Test
  void registeringIsLimitedByItself() {
    for (int i = 0; i < 20; i++) {
      loopback.register("job", _ -> {});
    }

    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> loopback.register("job", _ -> {}));
    assertThat(loopback.run("job", _ -> {}).tasks()).hasSize(1);
  }

  @Test
  void theLimitsCanBeSwitchedOff() {
    loopback.server.throttle(Throttling.off());

    stopUnknown(150);
  }
}
