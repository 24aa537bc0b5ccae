package org.iguazu.core.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.Scope;
import org.jspecify.annotations.Nullable;

/** A key without its secret. */
@Entity
@Table(name = "api_key")
class ApiKeyEntity {

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "name")
  private String name = "";

  @Column(name = "secret_hash")
  private byte[] secretHash = {};

  @Column(name = "scopes")
  private String scopes = "";

  @Column(name = "created_at")
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  protected ApiKeyEntity() {}

  ApiKeyEntity(String id, String name, byte[] secretHash, Set<Scope> scopes, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.secretHash = secretHash;
    this.scopes = scopes.stream().sorted().map(Scope::name).collect(Collectors.joining(","));
    this.createdAt = createdAt;
  }

  boolean opensWith(byte[] hash) {
    return revokedAt == null && isOf(hash);
  }

  /** Whether this is the secret's, revoked or not. */
  boolean isOf(byte[] hash) {
    return MessageDigest.isEqual(secretHash, hash);
  }

  void revoke(Instant now) {
    if (revokedAt == null) {
      revokedAt = now;
    }
  }

  ApiKey toApiKey() {
    return new ApiKey(
        id,
        name,
        Arrays.stream(scopes.split(",")).map(Scope::valueOf).collect(Collectors.toSet()),
        createdAt,
        revokedAt);
  }
}
