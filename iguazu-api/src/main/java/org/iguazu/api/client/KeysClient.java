package org.iguazu.api.client;

import java.util.Set;
import java.util.stream.Stream;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.ApiKeyRequest;
import org.iguazu.api.key.NewApiKey;
import org.iguazu.api.key.Scope;

/** Who may call: making API keys and revoking them. Needs a key with {@link Scope#ADMIN}. */
public final class KeysClient {

  private final Transport transport;

  KeysClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Makes a key; its secret is told this once. Not repeated when the answer is lost: look into the
   * list then, and revoke what nobody holds.
   */
  public NewApiKey create(String name, Set<Scope> scopes) {
    return transport.exchange(
        Call.postOnce("/api/keys", new ApiKeyRequest(name, scopes)), NewApiKey.class);
  }

  /** All keys, revoked ones included. */
  public Stream<ApiKey> list() {
    return Pages.all(
        after -> transport.page(Path.of("api", "keys").with("after", after), ApiKey.class));
  }

  /** From now on calls with this key are refused. */
  public void revoke(String id) {
    transport.run(Call.delete(Path.of("api", "keys", id).toString()));
  }
}
