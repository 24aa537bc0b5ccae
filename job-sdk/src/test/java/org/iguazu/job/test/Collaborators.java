package org.iguazu.job.test;

import io.avaje.inject.Bean;
import io.avaje.inject.Factory;

/** Binds what the tests' jobs are constructed with. */
@Factory
final class Collaborators {

  @Bean
  Greeter greeter() {
    return name -> "Hello, " + name;
  }
}
