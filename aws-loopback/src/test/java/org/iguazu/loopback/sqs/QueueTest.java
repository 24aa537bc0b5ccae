package org.iguazu.loopback.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Queue queue = new Queue(3, () -> NOON);

  @Test
  void aQueueThatNobodyReadsForgetsTheOldest() {
    List.of("a", "b", "c", "d").forEach(queue::send);

    assertThat(queue.receive(10, Duration.ZERO, Duration.ZERO))
        .extracting(Message::body)
        .containsExactly("b", "c", "d");
  }

  @Test
  void noMoreThanAskedForAreReceivedAndTheOthersNext() {
    List.of("a", "b", "c").forEach(queue::send);

    assertThat(queue.receive(2, Duration.ofSeconds(1), Duration.ZERO)).hasSize(2);
    assertThat(queue.receive(2, Duration.ofSeconds(1), Duration.ZERO)).hasSize(1);
    assertThat(queue.attributes())
        .containsEntry("ApproximateNumberOfMessages", "0")
        .containsEntry("ApproximateNumberOfMessagesNotVisible", "3");
  }
}
