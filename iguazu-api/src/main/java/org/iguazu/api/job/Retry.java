package org.iguazu.api.job;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * When an invocation is dispatched again although a dispatch of it may have run: only jobs that are
 * delivered at least once have it.
 *
 * @param maxDispatches how many dispatches may run, the first one included; 2 to 100, default 3
 * @param firstDelay between the end of the first and the second; each delay is up to a fifth
 *     longer, so that what failed together does not come back together; 1 s to 1 day, default 10 s
 * @param factor by which the delay grows each time; 1 to 10, default 2
 * @param longestDelay up to which it grows; {@code firstDelay} to 1 day, default 15 minutes
 * @param on which ends are followed by another dispatch; default all but {@code TIMED_OUT}
 */
@JsonDeserialize(builder = Retry.Builder.class)
public record Retry(
    int maxDispatches,
    Duration firstDelay,
    double factor,
    Duration longestDelay,
    Set<EndCause> on) {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration USUAL_LONGEST = Duration.ofMinutes(15);

  public Retry {
    on = on.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(on)); // in order
    new Violations()
        .require(
            maxDispatches >= 2 && maxDispatches <= 100,
            "/maxDispatches",
            "must be 2 to 100, but is " + maxDispatches)
        .between(firstDelay, Duration.ofSeconds(1), LONGEST, "/firstDelay")
        .require(factor >= 1 && factor <= 10, "/factor", "must be 1 to 10, but is " + factor)
        .require(
            longestDelay.compareTo(firstDelay) >= 0 && longestDelay.compareTo(LONGEST) <= 0,
            "/longestDelay",
            "must be between firstDelay and %s, but is %s".formatted(LONGEST, longestDelay))
        .require(!on.isEmpty(), "/on", "must name at least one end that is followed by another try")
        .orThrow();
  }

  /** What a job has that is delivered at least once and says no more. */
  public static Retry usual() {
    return new Builder().build();
  }

  public static Builder upTo(int maxDispatches) {
    return new Builder().maxDispatches(maxDispatches);
  }

  /** Gathers a policy; what is not said keeps its default. */
  @JsonPOJOBuilder(withPrefix = "")
  public static final class Builder {

    private int maxDispatches = 3;
    private Duration firstDelay = Duration.ofSeconds(10);
    private double factor = 2;
    private @Nullable Duration longestDelay;
    private Set<EndCause> on = EnumSet.complementOf(EnumSet.of(EndCause.TIMED_OUT));

    public Builder maxDispatches(int maxDispatches) {
      this.maxDispatches = maxDispatches;
      return this;
    }

    public Builder firstDelay(Duration firstDelay) {
      this.firstDelay = firstDelay;
      return this;
    }

    public Builder factor(double factor) {
      this.factor = factor;
      return this;
    }

    public Builder longestDelay(Duration longestDelay) {
      this.longestDelay = longestDelay;
      return this;
    }

    public Builder on(Set<EndCause> on) {
      this.on = on;
      return this;
    }

    /**
     * The policy.
     *
     * @throws org.iguazu.api.problem.InvalidValueException naming each field that is wrong
     */
    public Retry build() {
      return new Retry(maxDispatches, firstDelay, factor, longest(), on);
    }

    private Duration longest() {
      if (longestDelay != null) {
        return longestDelay;
      }
      return firstDelay.compareTo(USUAL_LONGEST) > 0 ? firstDelay : USUAL_LONGEST;
    }
  }
}
