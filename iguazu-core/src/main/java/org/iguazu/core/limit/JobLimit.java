package org.iguazu.core.limit;

import org.iguazu.api.job.ConcurrencyKey;
import org.iguazu.api.job.JobDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How many invocations of a job may be active at once, as its current revision says.
 *
 * @param maxConcurrent of the whole job; null for any number
 * @param maxPerKey of those with the same concurrency key; null for any number
 */
public record JobLimit(String job, @Nullable Integer maxConcurrent, @Nullable Integer maxPerKey) {

  /** What the definition says. */
  public static JobLimit of(JobDefinition definition) {
    ConcurrencyKey key = definition.concurrencyKey();
    return new JobLimit(
        definition.name().value(), definition.maxConcurrent(), key == null ? null : key.max());
  }

  /** Whether it limits anything. */
  public boolean isAny() {
    return maxConcurrent != null || maxPerKey != null;
  }
}
