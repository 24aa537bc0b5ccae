package org.iguazu.dispatcher.follow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.api.invocation.InvocationId;

/** The dispatch that a task was made for, as its {@code startedBy} names it. */
record DispatchToken(InvocationId invocation, int dispatch) {

  private static final Pattern TOKEN =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9]{1,9})");

  /** Empty for a task that is not ours. */
  static Optional<DispatchToken> of(TaskNews task) {
    Matcher token = TOKEN.matcher(task.startedBy());
    return token.matches()
        ? Optional.of(
            new DispatchToken(InvocationId.parse(token.group(1)), Integer.parseInt(token.group(2))))
        : Optional.empty();
  }
}
