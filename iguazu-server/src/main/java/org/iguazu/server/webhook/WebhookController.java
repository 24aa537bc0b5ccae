package org.iguazu.server.webhook;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.api.webhook.SecretRotation;
import org.iguazu.api.webhook.Webhook;
import org.iguazu.api.webhook.WebhookName;
import org.iguazu.api.webhook.WebhookRegistration;
import org.iguazu.api.webhook.WebhookRequest;
import org.iguazu.core.webhook.Keeper;
import org.iguazu.core.webhook.WebhookChange;
import org.iguazu.core.webhook.Webhooks;
import org.iguazu.server.problem.NotFound;
import org.iguazu.server.security.Caller;
import org.iguazu.server.security.Needs;
import org.iguazu.server.web.Paging;
import org.iguazu.webhooks.http.Targets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks: who is told when invocations finish. */
@RestController
@RequestMapping(path = "/api/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
final class WebhookController {

  private final Webhooks webhooks;
  private final Targets targets;
  private final InstantSource clock;

  WebhookController(Webhooks webhooks, Targets targets, InstantSource clock) {
    this.webhooks = webhooks;
    this.targets = targets;
    this.clock = clock;
  }

  /**
   * Registers a webhook and tells its secret, this once; or sets the address of the one of that
   * name, which keeps its secret, and is asked again if it had answered 410.
   */
  @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.REGISTER)
  ResponseEntity<WebhookRegistration> put(
      @PathVariable WebhookName name, @RequestBody WebhookRequest request, Caller caller) {
    targets.check(request.url());
    return answer(name, webhooks.put(name, request.url(), keeper(caller), clock.instant()));
  }

  /** Makes a new secret and tells it, this once; the old one signs as well for a while. */
  @PostMapping(path = "/{name}/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Scope.REGISTER)
  WebhookRegistration rotate(
      @PathVariable WebhookName name, @RequestBody SecretRotation rotation, Caller caller) {
    return registration(
        name, webhooks.rotate(name, rotation.overlapOrDefault(), keeper(caller), clock.instant()));
  }

  /** All webhooks by name, without their secrets. */
  @GetMapping
  @Needs(Scope.READ)
  Page<Webhook> list(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    List<Webhook> found = webhooks.list(after, Paging.fetch(limit));
    return Paging.page(found, limit, webhook -> webhook.name().value());
  }

  /** The webhook, without its secret. */
  @GetMapping("/{name}")
  @Needs(Scope.READ)
  Webhook get(@PathVariable WebhookName name) {
    return webhooks.find(name).orElseThrow(() -> unknown(name));
  }

  /** Deletes the webhook; what was to be sent to it is given up. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Needs(Scope.REGISTER)
  void delete(@PathVariable WebhookName name, Caller caller) {
    WebhookChange change = webhooks.delete(name, keeper(caller), clock.instant());
    if (change instanceof WebhookChange.Refused refused) {
      throw refusal(name, refused);
    }
  }

  private static Keeper keeper(Caller caller) {
    return new Keeper(caller.name(), caller.may(Scope.ADMIN));
  }

  private static ResponseEntity<WebhookRegistration> answer(
      WebhookName name, WebhookChange change) {
    WebhookRegistration registration = registration(name, change);
    return registration.secret() == null
        ? ResponseEntity.ok(registration)
        : ResponseEntity.created(URI.create("/api/webhooks/" + name)).body(registration);
  }

  private static WebhookRegistration registration(WebhookName name, WebhookChange change) {
    return switch (change) {
      case WebhookChange.WithSecret(Webhook webhook, var secret) ->
          new WebhookRegistration(webhook, secret.text());
      case WebhookChange.AddressSet(Webhook webhook) -> new WebhookRegistration(webhook, null);
      case WebhookChange.Deleted _ -> throw new IllegalStateException("nobody asked for that");
      case WebhookChange.Refused refused -> throw refusal(name, refused);
    };
  }

  private static ProblemException refusal(WebhookName name, WebhookChange.Refused refused) {
    return switch (refused) {
      case WebhookChange.Unknown() -> unknown(name);
      case WebhookChange.NotTheirs(String owner) ->
          new ProblemException(
              ProblemCode.FORBIDDEN,
              "Webhook '%s' belongs to API key '%s'; only that one or an ADMIN may change it."
                  .formatted(name, owner));
      case WebhookChange.TwoSecrets(var until) ->
          new ProblemException(
              ProblemCode.CONFLICT,
              ("The secret before the last rotation is in use until %s; rotate after that, or with"
                      + " overlap PT0S if a secret has leaked.")
                  .formatted(until));
    };
  }

  private static ProblemException unknown(WebhookName name) {
    return NotFound.of("webhook", name, "GET /api/webhooks lists those that there are.");
  }
}
