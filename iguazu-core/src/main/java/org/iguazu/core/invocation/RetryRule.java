package org.iguazu.core.invocation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.iguazu.api.job.EndCause;
import org.iguazu.api.job.Retry;

/**
 * When one invocation is dispatched again, fixed when it was accepted, as its job's revision is.
 *
 * @param startWithin how long after each delay it may start
 */
record RetryRule(Retry policy, Duration startWithin) {

  /** By which part a delay may be longer than it should. */
  private static final double JITTER = 0.2;

  /**
   * The news as it is entered in the ledger: an end says whether another dispatch follows it.
   *
   * @param chance from 0 to 1
   */
  static News complete(InvocationRow row, News news, DoubleSupplier chance) {
    if (!(news instanceof News.End end)) {
      return news;
    }
    RetryRule rule = row.retry();
    return rule != null && rule.follows(row.state(), end)
        ? end.followedBy(rule.redispatch(row, end, chance.getAsDouble()))
        : end.followedBy(null);
  }

  private boolean follows(InvocationState state, News.End end) {
    Optional<EndCause> cause = causeOf(state, end);
    return cause.filter(policy.on()::contains).isPresent()
        && Earlier.count(state.before()) + 1 < policy.maxDispatches();
  }

  /** Nothing, if it was cancelled or has succeeded. */
  private static Optional<EndCause> causeOf(InvocationState state, News.End end) {
    Optional<StopCause> stop = state.stopWish().map(Stop::cause);
    if (stop.isEmpty() || end instanceof News.Lost) {
      return stop.filter(cause -> cause == StopCause.CANCEL).isPresent()
          ? Optional.empty()
          : end.failure();
    }
    return stop.filter(cause -> cause == StopCause.TIMEOUT).map(_ -> EndCause.TIMED_OUT);
  }

  /** Counts from the end that ECS tells, which is not before the dispatch by ECS's clock alone. */
  private Redispatch redispatch(InvocationRow row, News.End end, double chance) {
    Instant ended = end.at().isBefore(row.claimableAt()) ? row.claimableAt() : end.at();
    Instant at =
        ended
            .plus(delay(Earlier.count(row.state().before()), chance))
            .truncatedTo(ChronoUnit.MILLIS);
    return new Redispatch(at, at.plus(startWithin));
  }

  private Duration delay(int earlier, double chance) {
    double grown = (double) policy.firstDelay().toMillis() * Math.pow(policy.factor(), earlier);
    double delay = Math.min(grown, (double) policy.longestDelay().toMillis());
    return Duration.ofMillis(Math.round(delay * (1 + JITTER * chance)));
  }
}
