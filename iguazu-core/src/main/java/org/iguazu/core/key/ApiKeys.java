package org.iguazu.core.key;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.ApiKeyRequest;
import org.iguazu.api.key.NewApiKey;
import org.iguazu.api.key.Scope;
import org.iguazu.core.sql.Hashes;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who may call. A key is {@code igz_<id>_<secret>} with a secret of 256 random bits, so that its
 * plain SHA-256 is safe to keep.
 */
public final class ApiKeys {

  private static final Pattern KEY =
      Pattern.compile("igz_([A-Za-z0-9]{1,40})_([A-Za-z0-9]{32,128})");

  private final ApiKeyRepository keys;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();

  ApiKeys(ApiKeyRepository keys, TransactionTemplate transaction) {
    this.keys = keys;
    this.transaction = transaction;
  }

  /** Makes a key; its secret is in the answer and nowhere else. */
  public NewApiKey create(ApiKeyRequest request, Instant now) {
    String id = randomHex(6);
    String secret = "igz_" + id + "_" + randomHex(32);
    var entity = new ApiKeyEntity(id, request.name(), hash(secret), request.scopes(), now);
    inTransaction(() -> keys.save(entity));
    return new NewApiKey(entity.toApiKey(), secret);
  }

  /** The key that {@code secret} is, unless there is no such key or it was revoked. */
  public Optional<ApiKey> authenticate(String secret) {
    Matcher parts = KEY.matcher(secret);
    return parts.matches()
        ? inTransaction(() ->
            keys.findById(parts.group(1))
                .filter(key -> key.opensWith(hash(secret)))
                .map(ApiKeyEntity::toApiKey))
        : Optional.empty();
  }

  /** All keys, oldest first, the revoked ones too. */
  public List<ApiKey> all() {
    return inTransaction(
        () -> keys.findAllByOrderByCreatedAt().stream().map(ApiKeyEntity::toApiKey).toList());
  }

  /**
   * Revokes a key for good.
   *
   * @return whether there is such a key
   */
  public boolean revoke(String id, Instant now) {
    return inTransaction(() -> {
      Optional<ApiKeyEntity> key = keys.findById(id);
      key.ifPresent(it -> it.revoke(now));
      return key.isPresent();
    });
  }

  /**
   * Sees to it that a key chosen by the operator exists: how a first server gets its first key. One
   * that was revoked stays so; another secret under its id replaces it.
   *
   * @return whether it opens anything, that is, was not revoked
   * @throws IllegalArgumentException if {@code secret} does not look like a key
   */
  public boolean ensure(String secret, String name, Set<Scope> scopes, Instant now) {
    Matcher parts = KEY.matcher(secret);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a key looks like igz_<id>_<secret>: an id of 1 to 40 letters and digits, a secret of 32"
              + " to 128");
    }
    var wanted = new ApiKeyEntity(parts.group(1), name, hash(secret), scopes, now);
    try {
      return ensure(parts.group(1), hash(secret), wanted);
    } catch (DataIntegrityViolationException e) {
      return ensure(
          parts.group(1), hash(secret), wanted); // a server that starts beside us was faster
    }
  }

  private boolean ensure(String id, byte[] hash, ApiKeyEntity wanted) {
    return inTransaction(() ->
        keys.findById(id)
            .filter(key -> key.isOf(hash))
            .orElseGet(() -> keys.save(wanted))
            .opensWith(hash));
  }

  private static byte[] hash(String secret) {
    return Hashes.sha256Bytes(secret.getBytes(StandardCharsets.UTF_8));
  }

  private String randomHex(int bytes) {
    var value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
