package org.iguazu.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.core.webhook.AfterAttempt;
import org.iguazu.core.webhook.DueDelivery;
import org.iguazu.webhooks.http.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

  private static final Instant BEGUN = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant END = BEGUN.plus(Duration.ofDays(3));

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void aSuccessIsDelivered(int status) {
    assertThat(after(answered(status), BEGUN)).isEqualTo(new AfterAttempt.Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 301, 304, 400, 401, 404, 429, 500, 503})
  void anythingElseIsTriedAgain(int status) {
    assertThat(after(answered(status), BEGUN)).isInstanceOf(AfterAttempt.Again.class);
  }

  @Test
  void goneIsGone() {
    assertThat(after(answered(410), BEGUN)).isInstanceOf(AfterAttempt.Gone.class);
  }

  @Test
  void thePausesGrowAndTheLastTryIsAtTheEndOfTheThreeDays() {
    var tries = new ArrayList<Instant>(List.of(BEGUN));
    Instant now = BEGUN;
    while (after(new Answer.Unanswered("no"), now) instanceof AfterAttempt.Again(Instant next)) {
      assertThat(next).isAfter(now);
      tries.add(next);
      now = next;
    }

    assertThat(tries).hasSizeBetween(15, 30);
    assertThat(tries.getLast()).isEqualTo(END);
    assertThat(Duration.between(BEGUN, tries.get(1)))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    assertThat(Duration.between(tries.get(15), tries.get(16)))
        .isLessThanOrEqualTo(Duration.ofHours(8));
    assertThat(after(new Answer.Unanswered("no"), now))
        .isEqualTo(new AfterAttempt.GivenUp("not delivered within three days; at last: no"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aReceiverIsLeftAloneAsLongAsItWants(int status) {
    Answer busy = new Answer.Answered(status, Duration.ofHours(2));

    assertThat(after(busy, BEGUN))
        .isEqualTo(new AfterAttempt.Again(BEGUN.plus(Duration.ofHours(2))));
  }

  @Test
  void aWishForAShorterPauseThanOursDoesNotCount() {
    assertThat(next(new Answer.Answered(429, Duration.ofSeconds(1)), BEGUN))
        .isAfterOrEqualTo(BEGUN.plusSeconds(10));
  }

  @Test
  void aWishBeyondTheThreeDaysLeavesTheLastTry() {
    assertThat(next(new Answer.Answered(503, Duration.ofDays(30)), BEGUN)).isEqualTo(END);
  }

  @Test
  void otherAnswersHaveNoWishes() {
    assertThat(next(new Answer.Answered(500, Duration.ofHours(2)), BEGUN))
        .isBefore(BEGUN.plusSeconds(13));
  }

  @Test
  void whatFailedTogetherDoesNotComeBackTogether() {
    Instant late = BEGUN.plus(Duration.ofHours(1));

    assertThat(
            List.of(1L, 2L, 3L, 4L).stream()
                .map(id -> Retries.after(delivery(id), answered(500), late))
                .distinct())
        .hasSizeGreaterThan(2);
  }

  private static Instant next(Answer answer, Instant now) {
    return ((AfterAttempt.Again) after(answer, now)).at();
  }

  private static AfterAttempt after(Answer answer, Instant now) {
    return Retries.after(delivery(7), answer, now);
  }

  private static Answer answered(int status) {
    return answered(status, null);
  }

  private static Answer answered(int status, @Nullable Duration retryAfter) {
    return new Answer.Answered(status, retryAfter);
  }

  private static DueDelivery delivery(long id) {
    return new DueDelivery(
        new UUID(0, id),
        new InvocationId(new UUID(1, id)),
        new WebhookName("grades"),
        1,
        BEGUN,
        "https://example.org",
        List.of());
  }
}
