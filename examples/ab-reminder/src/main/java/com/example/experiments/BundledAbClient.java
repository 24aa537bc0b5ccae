package com.example.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.iguazu.api.json.IguazuJson;

/** Reads the experiments from a file in this jar, in place of the service that would know them. */
final class BundledAbClient implements AbClient {

  private final InstantSource clock;

  BundledAbClient(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Experiment> findForgotten(Duration grace) throws IOException {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate forgottenBefore = today.minusDays(grace.toDays());
    return all().stream()
        .filter(experiment -> experiment.plannedEnd().isBefore(forgottenBefore))
        .sorted(Comparator.comparing(Experiment::plannedEnd))
        .toList();
  }

  private static List<Experiment> all() throws IOException {
    try (InputStream file = BundledAbClient.class.getResourceAsStream("/experiments.json")) {
      return Arrays.asList(
          IguazuJson.strict().readValue(Objects.requireNonNull(file), Experiment[].class));
    }
  }
}
