package org.iguazu.server.invocation;

import java.util.regex.Pattern;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;

/** The header by which a caller makes a POST repeatable. */
final class IdempotencyKey {

  static final String HEADER = "Idempotency-Key";

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,200}");

  private IdempotencyKey() {}

  static void check(@Nullable String key) {
    new Violations()
        .require(
            key == null || VISIBLE_ASCII.matcher(key).matches(),
            "",
            "header Idempotency-Key must be 1 to 200 visible ASCII characters, such as a fresh"
                + " UUID")
        .orThrow();
  }
}
