package org.iguazu.core.capability;

import static org.iguazu.core.sql.Timestamps.utc;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The secret that all servers on one database sign with; the first that needs it makes it. */
public final class SigningSecret implements Supplier<byte[]> {

  private static final String PURPOSE = "capability";

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private volatile byte @Nullable [] secret;

  public SigningSecret(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
  }

  @Override
  public byte[] get() {
    byte[] known = secret;
    if (known == null) {
      known = load();
      secret = known;
    }
    return known;
  }

  private byte[] load() {
    var fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    jdbc.sql(
            """
            INSERT INTO signing_secret (purpose, secret, created_at) VALUES (:purpose, :secret, :now)
                ON CONFLICT (purpose) DO NOTHING
            """)
        .param("purpose", PURPOSE)
        .param("secret", fresh)
        .param("now", utc(clock.instant()))
        .update();
    return jdbc.sql("SELECT secret FROM signing_secret WHERE purpose = :purpose")
        .param("purpose", PURPOSE)
        .query(byte[].class)
        .single();
  }
}
