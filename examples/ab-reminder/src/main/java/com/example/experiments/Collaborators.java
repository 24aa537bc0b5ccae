package com.example.experiments;

import io.avaje.inject.Bean;
import io.avaje.inject.Factory;
import java.nio.file.Path;
import java.time.InstantSource;

/** Binds what the job is constructed with. */
@Factory
final class Collaborators {

  @Bean
  AbClient abClient() {
    return new BundledAbClient(InstantSource.system());
  }

  /** The folder is {@code OUTBOX} in the job definition's environment; else {@code outbox}. */
  @Bean
  EmailApi email() {
    return new OutboxEmailApi(Path.of(System.getenv().getOrDefault("OUTBOX", "outbox")));
  }
}
