package org.iguazu.webhooks.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are told.
 *
 * @param enabled whether this server sends at all
 * @param allowPrivateAddresses whether webhooks may lie on this machine and in private networks;
 *     link-local addresses, where clouds keep credentials, stay out of reach
 * @param allowHttp whether webhooks may be called without TLS: what is sent can then be read on its
 *     way
 * @param atOnce how many messages are sent at a time
 * @param atOnceToOne how many of them to one webhook
 * @param connectTimeout how long connecting may take
 * @param answerTimeout how long a message may take from its beginning to the answer's head; a
 *     minute at most, for after that another server sends it again
 * @param keep how long deliveries that have ended stay in the log
 */
@ConfigurationProperties("iguazu.webhooks")
public record WebhookProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue("128") int atOnce,
    @DefaultValue("8") int atOnceToOne,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration answerTimeout,
    @DefaultValue("30d") Duration keep) {

  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

  public WebhookProperties {
    if (atOnce < 1 || atOnceToOne < 1) {
      throw new IllegalArgumentException("at least one message is sent at a time");
    }
    if (!answerTimeout.isPositive() || answerTimeout.compareTo(LONGEST_ANSWER) > 0) {
      throw new IllegalArgumentException(
          "answer-timeout must be up to a minute, but is " + answerTimeout);
    }
  }
}
