package org.iguazu.dispatcher.event;

import java.util.Set;
import org.iguazu.dispatcher.aws.CallFailure;
import software.amazon.awssdk.core.exception.SdkException;

/** Why the queue cannot be used, and what to do about it. */
enum Trouble {
  NO_QUEUE(
      "there is no such queue: set iguazu.dispatcher.events.queue-url to its URL in this region"),
  DENIED(
      "access is denied: allow sqs:ReceiveMessage and sqs:DeleteMessage on it to the server's role,"
          + " and kms:Decrypt if it is encrypted with a key of yours"),
  THROTTLED("SQS wants fewer calls"),
  REJECTED("SQS rejects the call"),
  AWAY("SQS does not answer");

  private static final Set<String> NO_SUCH_QUEUE =
      Set.of(
          "QueueDoesNotExist",
          "AWS.SimpleQueueService.NonExistentQueue",
          "QueueDeletedRecently",
          "InvalidAddress");

  private final String meaning;

  Trouble(String meaning) {
    this.meaning = meaning;
  }

  /** What it means, in words for an operator. */
  String meaning() {
    return meaning;
  }

  static Trouble of(SdkException e) {
    return switch (CallFailure.of(e)) {
      case CallFailure.Throttled _ -> THROTTLED;
      case CallFailure.Rejected(String code, _) -> ofCode(code);
      case CallFailure.NotSent _, CallFailure.Unanswered _ -> AWAY;
    };
  }

  private static Trouble ofCode(String code) {
    if (NO_SUCH_QUEUE.contains(code)) {
      return NO_QUEUE;
    }
    return code.contains("AccessDenied") || code.contains("Security") || code.contains("Token")
        ? DENIED
        : REJECTED;
  }
}
