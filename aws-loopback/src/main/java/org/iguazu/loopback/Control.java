package org.iguazu.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.ecs.Hosts;
import org.iguazu.loopback.faults.FaultRule;
import org.iguazu.loopback.faults.Faults;
import org.iguazu.loopback.wire.Answer;
import org.iguazu.loopback.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Lets another process make things go wrong: {@code /_loopback/faults} (GET, POST a rule, DELETE
 * all) and {@code /_loopback/hosts} (GET, POST a death).
 */
final class Control implements HttpHandler {

  private final Faults faults;
  private final Hosts hosts;

  Control(Faults faults, Hosts hosts) {
    this.faults = faults;
    this.hosts = hosts;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    answer(request, body).send(exchange);
  }

  private Answer answer(String request, byte[] body) {
    try {
      return switch (request) {
        case "GET /_loopback/faults" -> rules();
        case "POST /_loopback/faults" -> add(Json.MAPPER.readValue(body, FaultRule.class));
        case "DELETE /_loopback/faults" -> clear();
        case "GET /_loopback/hosts" -> Answer.ok(hosts.all());
        case "POST /_loopback/hosts" -> kill(Json.MAPPER.readTree(body));
        default -> new Answer(404, Map.of("message", "no such control: " + request));
      };
    } catch (JacksonException malformed) {
      return new Answer(400, Map.of("message", malformed.getOriginalMessage()));
    }
  }

  private Answer rules() {
    return Answer.ok(Map.of("rules", faults.rules()));
  }

  private Answer add(FaultRule rule) {
    faults.add(rule);
    return rules();
  }

  private Answer clear() {
    faults.clear();
    return rules();
  }

  private Answer kill(JsonNode order) {
    String cluster = order.path("cluster").asString("default");
    String instance = order.path("containerInstance").asString("");
    if (!hosts.registered(cluster).contains(instance)) {
      return new Answer(400, Map.of("message", "no such instance: " + List.of(cluster, instance)));
    }
    if (order.path("noticed").asBoolean(true)) {
      hosts.terminate(cluster, instance);
    } else {
      hosts.lose(cluster, instance);
    }
    return Answer.ok(hosts.all());
  }
}
