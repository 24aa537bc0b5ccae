package org.iguazu.webhooks.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back. */
public sealed interface Answer {

  /**
   * An HTTP answer; its body is not read.
   *
   * @param retryAfter how long the receiver wants to be left alone, if it says so
   */
  record Answered(int status, @Nullable Duration retryAfter) implements Answer {}

  /** None in time, or none that is HTTP; the receiver may have got the message all the same. */
  record Unanswered(String error) implements Answer {}
}
