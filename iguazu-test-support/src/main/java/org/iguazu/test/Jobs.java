package org.iguazu.test;

import java.time.Duration;
import org.iguazu.api.job.JobDefinition;

/** Jobs for tests. */
public final class Jobs {

  private Jobs() {}

  /** A small job that may be invoked; nothing of it exists. */
  public static JobDefinition.Builder aJob(String name) {
    return JobDefinition.named(name)
        .image("registry.example/" + name + ":1")
        .cpu(256)
        .memory(256)
        .timeout(Duration.ofMinutes(10))
        .startWithin(Duration.ofMinutes(5));
  }
}
