package org.iguazu.api.key;

import java.util.Set;
import org.iguazu.api.problem.Violations;

/**
 * A wish for a new API key.
 *
 * @param name who will hold it, 1 to 100 characters
 * @param scopes what it shall allow, at least one
 */
public record ApiKeyRequest(String name, Set<Scope> scopes) {

  public ApiKeyRequest {
    var given = Violations.present(name, "/name", "is missing: who will hold the key");
    var allowed = Violations.present(scopes, "/scopes", "is missing: what the key shall allow");
    new Violations()
        .require(
            !given.isBlank() && given.length() <= 100, "/name", "must have 1 to 100 characters")
        .require(!allowed.isEmpty(), "/scopes", "must name at least one scope")
        .orThrow();
    scopes = Set.copyOf(allowed);
  }
}
