package org.iguazu.loopback.engine.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the daemon says when it will not do something, without the wrapping. */
final class DaemonErrors {

  private static final Pattern JSON = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private DaemonErrors() {}

  /** As ECS has it: the name of the error and what the daemon says. */
  static String told(String name, RuntimeException error) {
    String message = String.valueOf(error.getMessage());
    Matcher matcher = JSON.matcher(message);
    return name + ": " + (matcher.find() ? matcher.group(1).translateEscapes() : message.strip());
  }
}
