package org.iguazu.server.security;

import java.util.Set;
import org.iguazu.api.key.Scope;

/**
 * Who calls: the holder of a valid API key.
 *
 * @param id the key's public half
 * @param name the holder, as it stands in histories
 * @param scopes what the key allows
 */
public record Caller(String id, String name, Set<Scope> scopes) {

  /** Whether the key allows what needs this scope. */
  public boolean may(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }
}
