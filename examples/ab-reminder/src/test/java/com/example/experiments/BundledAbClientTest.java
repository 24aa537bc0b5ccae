package com.example.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BundledAbClientTest {

  private final AbClient client = new BundledAbClient(() -> Instant.parse("2026-04-10T12:00:00Z"));

  @Test
  void anExperimentIsForgottenOnceTheGraceAfterItsPlannedEndIsOver() throws IOException {
    assertThat(client.findForgotten(Duration.ofDays(9)))
        .extracting(Experiment::name)
        .containsExactly("weekly-goal-mail", "one-click-enrol");
    assertThat(client.findForgotten(Duration.ofDays(10)))
        .extracting(Experiment::name)
        .containsExactly("weekly-goal-mail");
  }
}
