package org.iguazu.server.key;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.key.ApiKey;
import org.iguazu.api.key.ApiKeyRequest;
import org.iguazu.api.key.NewApiKey;
import org.iguazu.api.key.Scope;
import org.iguazu.core.key.ApiKeys;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Authentication;
import org.iguazu.server.security.Needs;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API keys: who may call. */
@RestController
@RequestMapping(path = "/api/keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class KeyController {

  private final ApiKeys keys;
  private final Authentication authentication;
  private final InstantSource clock;

  KeyController(ApiKeys keys, Authentication authentication, InstantSource clock) {
    this.keys = keys;
    this.authentication = authentication;
    this.clock = clock;
  }

  /** Makes a key; its secret is told this once. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Needs(Scope.ADMIN)
  ResponseEntity<NewApiKey> create(@RequestBody ApiKeyRequest request) {
    NewApiKey made = keys.create(request, clock.instant());
    return ResponseEntity.created(URI.create("/api/keys/" + made.key().id())).body(made);
  }

  /** All keys, oldest first, revoked ones included; their secrets are nowhere to be had. */
  @GetMapping
  @Needs(Scope.ADMIN)
  Page<ApiKey> list() {
    List<ApiKey> all = keys.all();
    return new Page<>(all, null);
  }

  /** Revokes a key for good: at once here, within seconds on other servers. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Scope.ADMIN)
  void revoke(@PathVariable String id) {
    if (!keys.revoke(id, clock.instant())) {
      throw NotFound.of("API key", id, "GET /api/keys lists them.");
    }
    authentication.forgetAll();
  }
}
