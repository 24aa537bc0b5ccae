package org.iguazu.dispatcher.event;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How ECS's events are heard.
 *
 * @param queueUrl the SQS queue to which an EventBridge rule sends them; without it tasks are only
 *     asked after
 * @param longPoll how long SQS lets a call wait for an event
 * @param hidden how long SQS keeps an event from the other servers after one has received it
 */
@ConfigurationProperties("iguazu.dispatcher.events")
public record EventProperties(
    @Nullable URI queueUrl,
    @DefaultValue("20s") Duration longPoll,
    @DefaultValue("30s") Duration hidden) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Duration LONGEST_HIDDEN = Duration.ofHours(12);

  public EventProperties {
    if (queueUrl != null && !isQueue(queueUrl)) {
      throw new IllegalArgumentException(
          "iguazu.dispatcher.events.queue-url is '%s'; it must be a queue's URL such as https://sqs.eu-central-1.amazonaws.com/123456789012/iguazu-task-events, not its ARN or name"
              .formatted(queueUrl));
    }
    require(longPoll, "long-poll", LONGEST_WAIT);
    require(hidden, "hidden", LONGEST_HIDDEN);
  }

  private static boolean isQueue(URI url) {
    return url.getHost() != null
        && url.getPath().matches("/[0-9]{12}/[A-Za-z0-9_-]{1,80}(\\.fifo)?");
  }

  private static void require(Duration value, String name, Duration most) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "iguazu.dispatcher.events.%s is %s; SQS needs 1s to %s here"
              .formatted(name, value, most));
    }
  }
}
