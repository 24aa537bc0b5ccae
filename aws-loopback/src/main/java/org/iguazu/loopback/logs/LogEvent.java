package org.iguazu.loopback.logs;

/** One line of output, and when it was received (milliseconds since 1970). */
record LogEvent(long timestamp, String message, long ingestionTime) {

  /** What the event counts for against a page's 1 MiB. */
  int size() {
    return message.length() + 26;
  }
}
