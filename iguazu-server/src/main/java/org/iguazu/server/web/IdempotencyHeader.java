package org.iguazu.server.web;

import java.util.regex.Pattern;
import org.iguazu.api.problem.Violations;
import org.iguazu.core.invocation.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The header by which a caller makes a POST repeatable. */
public final class IdempotencyHeader {

  public static final String NAME = "Idempotency-Key";

  /** Says that nothing was done, for it was done before. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,200}");

  private IdempotencyHeader() {}

  /**
   * The key that the header holds, if there is one.
   *
   * @param caller the id of the API key that calls
   */
  public static @Nullable IdempotencyKey keyOf(@Nullable String header, String caller) {
    if (header == null) {
      return null;
    }
    new Violations()
        .require(
            VISIBLE_ASCII.matcher(header).matches(),
            "",
            "header Idempotency-Key must be 1 to 200 visible ASCII characters, such as a fresh"
                + " UUID")
        .orThrow();
    return new IdempotencyKey(caller, header);
  }
}
