package org.iguazu.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.iguazu.core.webhook.AfterAttempt;
import org.iguazu.core.webhook.DueDelivery;
import org.iguazu.webhooks.http.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from an answer. The pause before the next try is twice the time since the
 * first one: 10 s, 20 s, 1 min, 3 min … up to 6 h, each up to a fifth longer, so that what failed
 * together does not come back together. The last try is at the end of the three days.
 */
final class Retries {

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final double JITTER = 0.2;

  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private Retries() {}

  static AfterAttempt after(DueDelivery delivery, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Answered(int status, _) when status / 100 == 2 -> new AfterAttempt.Delivered();
      case Answer.Answered(int status, _) when status == GONE ->
          new AfterAttempt.Gone(next(delivery, null, now));
      case Answer.Answered(int status, var wish)
          when status == TOO_MANY_REQUESTS || status == UNAVAILABLE ->
          again(delivery, error(answer), wish, now);
      case Answer.Answered _, Answer.Unanswered _ -> again(delivery, error(answer), null, now);
    };
  }

  private static AfterAttempt again(
      DueDelivery delivery, @Nullable String error, @Nullable Duration wish, Instant now) {
    return now.isBefore(delivery.giveUpAt())
        ? new AfterAttempt.Again(next(delivery, wish, now))
        : new AfterAttempt.GivenUp("not delivered within three days; at last: " + error);
  }

  private static Instant next(DueDelivery delivery, @Nullable Duration wish, Instant now) {
    Duration pause = pause(delivery, now);
    Instant next = now.plus(wish == null || wish.compareTo(pause) < 0 ? pause : wish);
    return next.isBefore(delivery.giveUpAt()) ? next : delivery.giveUpAt();
  }

  private static Duration pause(DueDelivery delivery, Instant now) {
    Duration doubled = Duration.between(delivery.begunAt(), now).multipliedBy(2);
    Duration pause =
        doubled.compareTo(SHORTEST) < 0
            ? SHORTEST
            : doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    var random = new SplittableRandom(delivery.id().getLeastSignificantBits() + delivery.attempt());
    return pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
  }

  /** What was wrong with an answer, or null if nothing was. */
  static @Nullable String error(Answer answer) {
    return switch (answer) {
      case Answer.Unanswered(String error) -> error;
      case Answer.Answered(int status, _) ->
          switch (status / 100) {
            case 2 -> null;
            case 3 -> "answered %d; redirects are not followed".formatted(status);
            default -> "answered " + status;
          };
    };
  }
}
