package org.iguazu.core.webhook;

import java.time.Instant;

/** What follows from a try to deliver. */
public sealed interface AfterAttempt {

  /** The receiver has it. */
  record Delivered() implements AfterAttempt {}

  /** It is sent again, not before {@code at}. */
  record Again(Instant at) implements AfterAttempt {}

  /**
   * The receiver wants no more: its webhook is disabled; should that change by {@code at}, it is
   * sent again.
   */
  record Gone(Instant at) implements AfterAttempt {}

  /** It is not sent again. */
  record GivenUp(String reason) implements AfterAttempt {}
}
