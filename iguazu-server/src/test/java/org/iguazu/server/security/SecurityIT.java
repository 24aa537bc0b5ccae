package org.iguazu.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.iguazu.api.problem.ProblemCode.FORBIDDEN;
import static org.iguazu.api.problem.ProblemCode.INVALID_REQUEST;
import static org.iguazu.api.problem.ProblemCode.NOT_FOUND;
import static org.iguazu.api.problem.ProblemCode.UNAUTHENTICATED;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.Scope;
import org.iguazu.core.capability.Capabilities;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.Calls;
import org.iguazu.server.test.RunningServer;
import org.iguazu.server.test.ServerExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@ExtendWith(ServerExtension.class)
class SecurityIT {

  private static final String SOME = "01a20cd0-55d5-71f4-a561-f14944fef493";
  private static final String JOB =
      "{\"name\":\"guarded\",\"image\":\"i\",\"cpu\":256,\"memory\":256}";

  private static final String SCHEDULE =
      "{\"name\":\"guarded\",\"job\":\"guarded\",\"cron\":\"0 0 1 1 *\"}";

  private static final String UPLOAD =
      "{\"name\":\"a\",\"size\":1,\"sha256\":\"%s\"}".formatted("0".repeat(64));

  private final Calls calls;
  private final RunningServer server;

  SecurityIT(Calls calls, RunningServer server) {
    this.calls = calls;
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
  void healthAnswersWithoutAKey(String path) {
    Answer answer = calls.with("").get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("UP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/api",
        "/api/jobs",
        "/api/keys",
        "/api/openapi.json",
        "/metrics",
        "/error",
        "/actuator/health",
        "/health/db",
        "/api/dispatch/control",
        "/api/dispatch/nothing",
        "/health/../api/jobs",
        "/health;x/../api/jobs",
        "/api/invocations/" + SOME + "/log"
      })
  void nothingElseDoes(String path) {
    Answer answer = calls.with("").get(path);

    answer.problem(UNAUTHENTICATED);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "igz_test_ffffffffffffffffffffffffffffffff",
        "igz_none_0123456789abcdef0123456789abcdef",
        "igz_test_",
        "nonsense"
      })
  void aWrongKeyIsNoKey(String key) {
    calls.with(key).get("/api/jobs").problem(UNAUTHENTICATED);
  }

  @Test
  void unknownPathsAreToldToThoseWhoAreKnownOnly() {
    calls.get("/nothing").problem(NOT_FOUND);
    calls.with(calls.newKey("INVOKE")).get("/nothing").problem(NOT_FOUND);
  }

  @Test
  void aRevokedKeyIsOfNoUseAtOnce() {
    String secret = calls.newKey("READ");
    assertThat(calls.with(secret).get("/api/jobs").status()).isEqualTo(200);
    String id = secret.split("_", -1)[1];

    assertThat(calls.delete("/api/keys/" + id).status()).isEqualTo(204);

    calls.with(secret).get("/api/jobs").problem(UNAUTHENTICATED);
    assertThat(keys()).anySatisfy(key -> assertThat(key.revokedAt()).isNotNull());
  }

  @Test
  void aKeysSecretIsToldOnceAndKeptNowhere() {
    Answer made = calls.post("/api/keys", "{\"name\":\"ci\",\"scopes\":[\"REGISTER\"]}");
    String secret = made.json().get("secret").asString();
    String random = secret.split("_", -1)[2];

    assertThat(made.status()).isEqualTo(201);
    assertThat(random).hasSizeGreaterThanOrEqualTo(64);
    assertThat(calls.get("/api/keys").body()).doesNotContain(random).contains("\"ci\"");
    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT api_key::text FROM api_key")
                .query(String.class)
                .list())
        .noneMatch(row ->
            row.contains(random)
                || row.contains(HexFormat.of().formatHex(random.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aKeyWithoutScopesCannotBeMade() {
    calls.post("/api/keys", "{\"name\":\"ci\",\"scopes\":[]}").problem(INVALID_REQUEST);
  }

  @Test
  void anUnknownKeyCannotBeRevoked() {
    calls.delete("/api/keys/nothere").problem(NOT_FOUND);
  }

  @Test
  void capabilitiesAndKeysOpenDifferentDoors() {
    String capability =
        server
            .get(Capabilities.class)
            .issue(InvocationId.parse(SOME), 1, Instant.parse("2999-01-01T00:00:00Z"));

    calls.get("/api/dispatch/control").problem(UNAUTHENTICATED);
    calls.with(capability).get("/api/jobs").problem(UNAUTHENTICATED);
    assertThat(calls.with(capability).get("/api/dispatch/control").status()).isEqualTo(200);
    calls.with(capability).get("/api/dispatch/nothing").problem(NOT_FOUND);
  }

  @Test
  void anExpiredCapabilityIsOfNoUse() {
    String capability =
        server
            .get(Capabilities.class)
            .issue(InvocationId.parse(SOME), 1, Instant.parse("2001-01-01T00:00:00Z"));

    calls.with(capability).get("/api/dispatch/control").problem(UNAUTHENTICATED);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallNeedsItsScopeAndNoOther(Call call) {
    for (Scope scope : Scope.values()) {
      String key = Objects.requireNonNull(keysByScope().get(scope));

      Answer answer = answerTo(call, calls.with(key));

      if (scope == Scope.ADMIN || call.scopes().contains(scope)) {
        assertThat(answer.status()).as("%s with %s", call, scope).isNotIn(401, 403, 405, 500);
      } else {
        assertThat(answer.problem(FORBIDDEN).detail()).contains(call.scopes().getFirst().name());
      }
    }
  }

  @Test
  void everyCallOfTheApiIsInTheTableOfScopes() {
    List<String> mapped =
        server
            .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .entrySet()
            .stream()
            .filter(it -> it.getValue().getBeanType().getName().startsWith("org.iguazu."))
            .filter(it -> !it.getValue().getBeanType().isAnnotationPresent(NeedsCapability.class))
            .flatMap(it ->
                it.getKey().getMethodsCondition().getMethods().stream()
                    .flatMap(method ->
                        it.getKey().getPatternValues().stream().map(path -> method + " " + path)))
            .toList();

    assertThat(mapped).isNotEmpty();
    assertThat(calls().map(Call::pattern)).containsExactlyInAnyOrderElementsOf(mapped);
  }

  /** A call of the API, an example of it, and the scopes of which it needs one. */
  record Call(String pattern, String path, String body, List<Scope> scopes) {}

  static Stream<Call> calls() {
    return Stream.of(
        call("PUT /api/jobs/{name}", JOB, Scope.REGISTER),
        call("GET /api/jobs", "", Scope.READ),
        call("GET /api/jobs/{name}", "", Scope.READ),
        call("GET /api/jobs/{name}/revisions", "", Scope.READ),
        call("GET /api/jobs/{name}/revisions/{revision}", "", Scope.READ),
        call("POST /api/jobs/{name}/revisions/{revision}/current", "", Scope.REGISTER),
        call("POST /api/invocations", "{\"job\":\"guarded\"}", Scope.INVOKE),
        call("POST /api/invocations/batch", "{\"requests\":[{\"job\":\"guarded\"}]}", Scope.INVOKE),
        call("GET /api/invocations", "", Scope.READ),
        call("GET /api/invocations/{id}", "", Scope.READ),
        call("GET /api/invocations/{id}/events", "", Scope.READ),
        call("GET /api/invocations/{id}/files", "", Scope.READ),
        call("GET /api/invocations/{id}/log", "", Scope.READ),
        call("POST /api/invocations/{id}/cancel", "", Scope.INVOKE),
        call("GET /api/invocations/{id}/deliveries", "", Scope.READ),
        call("POST /api/invocations/{id}/deliveries/{delivery}/redeliver", "", Scope.INVOKE),
        call("PUT /api/webhooks/{name}", "{\"url\":\"https://example.org/\"}", Scope.REGISTER),
        call("POST /api/webhooks/{name}/rotate", "{}", Scope.REGISTER),
        call("GET /api/webhooks", "", Scope.READ),
        call("GET /api/webhooks/{name}", "", Scope.READ),
        call("DELETE /api/webhooks/{name}", "", Scope.REGISTER),
        call("PUT /api/schedules/{name}", SCHEDULE, Scope.REGISTER),
        call("GET /api/schedules", "", Scope.READ),
        call("GET /api/schedules/{name}", "", Scope.READ),
        call("POST /api/schedules/{name}/pause", "", Scope.REGISTER),
        call("POST /api/schedules/{name}/resume", "", Scope.REGISTER),
        call("POST /api/schedules/{name}/run", "", Scope.INVOKE),
        call("GET /api/schedules/{name}/preview", "", Scope.READ),
        call("POST /api/schedules/preview", SCHEDULE, Scope.READ),
        call("DELETE /api/schedules/{name}", "", Scope.REGISTER),
        call("POST /api/uploads", UPLOAD, Scope.INVOKE),
        call("POST /api/uploads/{id}/complete", "", Scope.INVOKE),
        call("GET /api/uploads/{id}", "", Scope.INVOKE),
        call("POST /api/keys", "{\"name\":\"k\",\"scopes\":[\"READ\"]}", Scope.ADMIN),
        call("GET /api/keys", "", Scope.ADMIN),
        call("DELETE /api/keys/{id}", "", Scope.ADMIN),
        call("GET /metrics", "", Scope.READ),
        call("GET /api/openapi.json", "", Scope.READ, Scope.INVOKE, Scope.REGISTER));
  }

  private static Call call(String pattern, String body, Scope... scopes) {
    String path =
        pattern
            .split(" ", -1)[1]
            .replace("{name}", "guarded")
            .replace("{revision}", "1")
            .replace("{delivery}", SOME)
            .replace("{id}", SOME);
    return new Call(pattern, path, body, List.of(scopes));
  }

  private static Answer answerTo(Call call, Calls calls) {
    String method = call.pattern().split(" ", -1)[0];
    var request = calls.request(call.path(), "Content-Type", "application/json");
    return calls.send(request.method(method, BodyPublishers.ofString(call.body())));
  }

  private static @Nullable Map<Scope, String> keysByScope;

  private Map<Scope, String> keysByScope() {
    if (keysByScope == null) {
      keysByScope =
          Map.of(
              Scope.INVOKE, calls.newKey("INVOKE"),
              Scope.READ, calls.newKey("READ"),
              Scope.REGISTER, calls.newKey("REGISTER"),
              Scope.ADMIN, calls.newKey("ADMIN"));
    }
    return keysByScope;
  }

  private List<ApiKey> keys() {
    JsonNode items = calls.get("/api/keys").json().get("items");
    return items
        .valueStream()
        .map(it -> IguazuJson.strict().treeToValue(it, ApiKey.class))
        .toList();
  }
}
