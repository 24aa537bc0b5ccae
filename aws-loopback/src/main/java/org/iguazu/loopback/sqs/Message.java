package org.iguazu.loopback.sqs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message at one moment: who receives it hides it from the others for a while.
 *
 * @param visibleFrom nobody receives it before
 * @param received how often it was received
 */
record Message(
    String id,
    String body,
    Instant sentAt,
    Instant visibleFrom,
    int received,
    @Nullable Instant firstReceivedAt) {

  static Message sent(String body, Instant now, Duration delay) {
    return new Message(UUID.randomUUID().toString(), body, now, now.plus(delay), 0, null);
  }

  boolean isVisible(Instant now) {
    return !now.isBefore(visibleFrom);
  }

  Message received(Instant now, Duration hidden) {
    Instant first = firstReceivedAt == null ? now : firstReceivedAt;
    return new Message(id, body, sentAt, now.plus(hidden), received + 1, first);
  }

  /** Good for this receiving of it: the next has another. */
  String receiptHandle() {
    return id + "#" + received;
  }

  static String idIn(String receiptHandle) {
    return receiptHandle.substring(0, receiptHandle.indexOf('#'));
  }

  /** As ReceiveMessage shows it. */
  Map<String, Object> shown(boolean withAttributes) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("MessageId", id);
    shown.put("ReceiptHandle", receiptHandle());
    shown.put("MD5OfBody", md5(body));
    shown.put("Body", body);
    if (withAttributes) {
      shown.put("Attributes", attributes());
    }
    return shown;
  }

  private Map<String, String> attributes() {
    Instant first = firstReceivedAt == null ? sentAt : firstReceivedAt;
    return Map.of(
        "ApproximateReceiveCount", String.valueOf(received),
        "SentTimestamp", String.valueOf(sentAt.toEpochMilli()),
        "ApproximateFirstReceiveTimestamp", String.valueOf(first.toEpochMilli()));
  }

  /** The SDK compares it. */
  static String md5(String body) {
    try {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
