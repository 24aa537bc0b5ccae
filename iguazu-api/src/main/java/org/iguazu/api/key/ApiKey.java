package org.iguazu.api.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without its secret, which nobody but its holder knows.
 *
 * @param id its public half
 * @param name who holds it, as it stands in histories
 * @param scopes what it allows
 * @param createdAt when it was made
 * @param revokedAt when it was revoked, if it was
 */
public record ApiKey(
    String id, String name, Set<Scope> scopes, Instant createdAt, @Nullable Instant revokedAt) {}
