package org.iguazu.server.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.iguazu.api.key.Scope;
import org.iguazu.server.security.Needs;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands Prometheus what was measured. */
@RestController
final class MetricsController {

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** All metrics in Prometheus' text format. */
  @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
  @Needs(Scope.READ)
  String metrics() {
    return registry.scrape();
  }
}
