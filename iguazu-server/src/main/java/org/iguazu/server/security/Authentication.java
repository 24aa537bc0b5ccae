package org.iguazu.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.iguazu.api.key.ApiKey;
import org.iguazu.core.key.ApiKeys;
import org.iguazu.core.sql.Hashes;

/**
 * Knows callers by their API keys. What the database said is remembered for a few seconds, refusals
 * too, so that neither a busy caller nor one who guesses keys makes it work.
 */
public final class Authentication {

  /** How long a key that another server revoked may still be good here. */
  static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int LONGEST_KEY = 200;

  private final ApiKeys keys;
  private final Cache<String, Optional<Caller>> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

  Authentication(ApiKeys keys) {
    this.keys = keys;
  }

  Optional<Caller> callerOf(String key) {
    return key.length() > LONGEST_KEY
        ? Optional.empty()
        : known.get(hash(key), _ -> keys.authenticate(key).map(Authentication::caller));
  }

  /** A key was revoked here: it must not be good any more. */
  public void forgetAll() {
    known.invalidateAll();
  }

  private static Caller caller(ApiKey key) {
    return new Caller(key.id(), key.name(), key.scopes());
  }

  /** So that no key is kept in memory. */
  private static String hash(String key) {
    return Hashes.sha256(key.getBytes(StandardCharsets.UTF_8));
  }
}
