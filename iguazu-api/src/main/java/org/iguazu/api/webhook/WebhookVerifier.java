package org.iguazu.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers whether a message is from their Iguazú, and fresh.
 *
 * <pre>{@code
 * var verifier = new WebhookVerifier("whsec_…");
 * verifier.verify(
 *     header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body);
 * }</pre>
 *
 * <p>A message may come more than once, with the same {@code webhook-id}: remember the ids that
 * were dealt with. May be used by many threads.
 */
public final class WebhookVerifier {

  /** How far a message's timestamp may be from now, either way. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<WebhookSecret> secrets;
  private final InstantSource clock;

  /**
   * A verifier by the system's clock.
   *
   * @param secrets the webhook's secret; while it is rotated, the old and the new one
   */
  public WebhookVerifier(String... secrets) {
    this(InstantSource.system(), secrets);
  }

  /** A verifier by a clock of the caller's. */
  public WebhookVerifier(InstantSource clock, String... secrets) {
    if (secrets.length == 0) {
      throw new IllegalArgumentException("a verifier needs a secret");
    }
    this.clock = clock;
    this.secrets = Arrays.stream(secrets).map(WebhookSecret::parse).toList();
  }

  /**
   * Returns if the message is genuine and fresh.
   *
   * @param id the header {@code webhook-id}, null if there is none
   * @param timestamp the header {@code webhook-timestamp}
   * @param signatures the header {@code webhook-signature}
   * @param body the body as it came, before anything has read it as JSON
   * @throws WebhookVerificationException if it is not to be believed: answer 400, and do nothing
   */
  public void verify(
      @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body)
      throws WebhookVerificationException {
    if (id == null || timestamp == null || signatures == null) {
      throw new WebhookVerificationException(
          "a header is missing: webhook-id, webhook-timestamp or webhook-signature");
    }
    Instant sent = sentAt(timestamp);
    if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      throw new WebhookVerificationException(
          "the message was sent at %s, which is too far from now".formatted(sent));
    }
    if (!isSigned(id, sent, signatures, body)) {
      throw new WebhookVerificationException("no signature is by a secret that is known here");
    }
  }

  private static Instant sentAt(String timestamp) throws WebhookVerificationException {
    if (!timestamp.matches("\\d{1,12}")) {
      throw new WebhookVerificationException("the header webhook-timestamp is no number");
    }
    return Instant.ofEpochSecond(Long.parseLong(timestamp));
  }

  private boolean isSigned(String id, Instant sent, String signatures, byte[] body) {
    boolean signed = false;
    for (WebhookSecret secret : secrets) {
      byte[] expected = secret.sign(id, sent, body).getBytes(UTF_8);
      for (String signature : signatures.split(" ", -1)) {
        signed |= MessageDigest.isEqual(expected, signature.getBytes(UTF_8)); // in constant time
      }
    }
    return signed;
  }
}
