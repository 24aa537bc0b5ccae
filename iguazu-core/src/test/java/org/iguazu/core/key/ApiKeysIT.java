package org.iguazu.core.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.iguazu.test.SettableClock.NOON;

import java.util.HexFormat;
import java.util.Set;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.ApiKeyRequest;
import org.iguazu.api.key.NewApiKey;
import org.iguazu.api.key.Scope;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.sql.Hashes;
import org.iguazu.test.Assembly;
import org.iguazu.test.AtOnce;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.SettableClock;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysIT {

  private static final String CHOSEN = "igz_first_0123456789abcdef0123456789abcdef";

  private Assembly core;
  private ApiKeys keys;
  private TestDatabase database;

  @BeforeAll
  void start(TestDatabase database) {
    this.database = database;
    core = Assembly.of(database, new SettableClock(), CoreConfiguration.class);
    keys = core.get(ApiKeys.class);
  }

  @AfterAll
  void stop() {
    core.close();
  }

  @Test
  void aKeyIsKnownByItsSecret() {
    NewApiKey made = keys.create(new ApiKeyRequest("ann", Set.of(Scope.INVOKE, Scope.READ)), NOON);

    assertThat(keys.authenticate(made.secret())).contains(made.key());
    assertThat(made.key().scopes()).containsExactlyInAnyOrder(Scope.INVOKE, Scope.READ);
    assertThat(keys.authenticate(made.secret() + "0")).isEmpty();
    assertThat(keys.authenticate("igz_" + made.key().id() + "_" + "0".repeat(64))).isEmpty();
    assertThat(keys.authenticate("nonsense")).isEmpty();
  }

  @Test
  void aRevokedKeyIsNone() {
    NewApiKey made = keys.create(new ApiKeyRequest("bob", Set.of(Scope.READ)), NOON);

    assertThat(keys.revoke(made.key().id(), NOON)).isTrue();

    assertThat(keys.authenticate(made.secret())).isEmpty();
    assertThat(keys.revoke("nobody", NOON)).isFalse();
  }

  @Test
  void noSecretIsKept() {
    NewApiKey made = keys.create(new ApiKeyRequest("eve", Set.of(Scope.READ)), NOON);
    String random = made.secret().substring(made.secret().lastIndexOf('_') + 1);

    String stored =
        String.join(
            " ",
            database.jdbc().sql("SELECT api_key::text FROM api_key").query(String.class).list());

    assertThat(stored)
        .contains(made.key().id(), Hashes.sha256(made.secret().getBytes(UTF_8)))
        .doesNotContain(random, HexFormat.of().formatHex(random.getBytes(UTF_8)));
  }

  @Test
  void anOperatorsKeyIsMadeOnce() {
    keys.ensure(CHOSEN, "bootstrap", Set.of(Scope.ADMIN), NOON);
    keys.ensure(CHOSEN, "bootstrap", Set.of(Scope.ADMIN), NOON.plusSeconds(9));

    assertThat(keys.authenticate(CHOSEN).map(ApiKey::createdAt)).contains(NOON);
    assertThatThrownBy(() -> keys.ensure("secret", "bootstrap", Set.of(Scope.ADMIN), NOON))
        .hasMessageContaining("igz_<id>_<secret>");
  }

  @Test
  void anOperatorsKeyThatWasRevokedStaysSoAndAnotherSecretReplacesIt() {
    String secret = CHOSEN.replace("first", "former");
    String other = secret.replaceFirst(".$", "Z");
    assertThat(keys.ensure(secret, "bootstrap", Set.of(Scope.ADMIN), NOON)).isTrue();
    keys.revoke("former", NOON);

    assertThat(keys.ensure(secret, "bootstrap", Set.of(Scope.ADMIN), NOON)).isFalse();
    assertThat(keys.authenticate(secret)).isEmpty();
    assertThat(keys.ensure(other, "bootstrap", Set.of(Scope.ADMIN), NOON)).isTrue();
    assertThat(keys.authenticate(other)).isPresent();
    assertThat(keys.authenticate(secret)).isEmpty();
  }

  @Test
  void serversThatStartAtOnceMakeTheOperatorsKeyTogether() throws Exception {
    String secret = CHOSEN.replace("first", "together");

    AtOnce.atOnce(
        8,
        () -> {
          keys.ensure(secret, "bootstrap", Set.of(Scope.ADMIN), NOON);
          return secret;
        });

    assertThat(keys.authenticate(secret)).isPresent();
  }
}
