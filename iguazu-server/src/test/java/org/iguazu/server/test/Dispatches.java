package org.iguazu.server.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.core.invocation.Claim;
import org.iguazu.core.invocation.InvocationLedger;

/** Plays the dispatcher and the container to a server that dispatches nothing itself. */
public final class Dispatches {

  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  private final RunningServer server;

  public Dispatches(RunningServer server) {
    this.server = server;
  }

  /** A dispatch that has begun, and how its container calls. */
  public record Dispatched(InvocationId invocation, Calls container) {

    public Answer start(UUID runner) {
      return container.post("/api/dispatch/start", "{\"runner\":\"%s\"}".formatted(runner));
    }
  }

  /** Invokes {@code job} before all others, and claims it. */
  public Dispatched begin(String job) {
    return begin(InvocationRequest.of(job));
  }

  /** The same, of a request. */
  public Dispatched begin(InvocationRequest.Builder request) {
    String body = IguazuJson.strict().writeValueAsString(request.priority(100).build());
    String id = server.calls().post("/api/invocations", body).json().get("id").asString();
    List<Claim> claims =
        server
            .get(InvocationLedger.class)
            .claim(1, Set.of(), "test", server.get(InstantSource.class).instant());
    assertThat(claims).extracting(claim -> claim.invocation().toString()).containsExactly(id);
    Claim claim = claims.getFirst();
    String token = server.get(Capabilities.class).issue(claim.invocation(), claim.dispatch(), FAR);
    return new Dispatched(claim.invocation(), server.calls().with(token));
  }

  /** As {@link #begin}, and its container has entered the job's body. */
  public Dispatched running(String job) {
    Dispatched dispatched = begin(job);
    assertThat(dispatched.start(UUID.randomUUID()).status()).isEqualTo(200);
    return dispatched;
  }
}
