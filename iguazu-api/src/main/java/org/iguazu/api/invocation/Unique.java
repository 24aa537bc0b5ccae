package org.iguazu.api.invocation;

import org.iguazu.api.problem.Violations;

/**
 * That requests with the same key do not pile up. Keys of different jobs have nothing to do with
 * each other.
 *
 * @param key 1 to 200 characters
 * @param policy what becomes of a request while another invocation with its key is pending; {@code
 *     RETURN_EXISTING} if not said
 */
public record Unique(String key, UniquePolicy policy) {

  private static final int LONGEST = 200;

  public Unique {
    Violations.present(key, "/key", "is missing");
    policy = policy == null ? UniquePolicy.RETURN_EXISTING : policy;
    new Violations()
        .require(
            !key.isEmpty() && key.length() <= LONGEST,
            "/key",
            "must have 1 to " + LONGEST + " characters")
        .orThrow();
  }
}
