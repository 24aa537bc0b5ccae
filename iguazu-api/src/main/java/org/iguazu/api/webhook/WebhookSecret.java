package org.iguazu.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's news are signed with, as Standard Webhooks has it: {@code whsec_} and 24 to 64
 * bytes in Base64. Its text is never part of {@code toString}.
 */
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String HMAC = "HmacSHA256";
  private static final int FRESH_BYTES = 32;

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException(
          "a webhook's secret has 24 to 64 bytes, not " + key.length);
    }
    this.key = key.clone();
  }

  /** A secret that nobody knows yet. */
  public static WebhookSecret fresh(SecureRandom random) {
    var key = new byte[FRESH_BYTES];
    random.nextBytes(key);
    return new WebhookSecret(key);
  }

  /** The secret of these bytes. */
  public static WebhookSecret of(byte[] key) {
    return new WebhookSecret(key);
  }

  /**
   * Reads a secret as it was told: {@code whsec_…}, or its Base64 alone.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  public static WebhookSecret parse(String text) {
    String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    try {
      return new WebhookSecret(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a webhook's secret looks like whsec_ and 24 to 64 bytes in Base64", e);
    }
  }

  /** The secret as it is told to its receiver. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** The secret's bytes, as they are kept. */
  public byte[] bytes() {
    return key.clone();
  }

  /**
   * Signs a message: {@code v1,} and the Base64 of its HMAC-SHA256.
   *
   * @param id the header {@code webhook-id}
   * @param timestamp the header {@code webhook-timestamp}, of which whole seconds count
   * @param body the body, byte by byte
   */
  public String sign(String id, Instant timestamp, byte[] body) {
    return VERSION + Base64.getEncoder().encodeToString(hmac(id, timestamp, body));
  }

  private byte[] hmac(String id, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret secret && MessageDigest.isEqual(key, secret.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return PREFIX + "***";
  }
}
