package org.iguazu.loopback.ecs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.wire.Answer;

/**
 * Tells containers who they are and what has become of the others of their task: the task metadata
 * endpoint, version 4. Each container has an address of its own that nobody can guess.
 */
final class Metadata implements HttpHandler {

  private static final Pattern PATH = Pattern.compile("/v4/([0-9a-f]{32})(/task)?");

  private final URI address;
  private final InstantSource clock;
  private final Map<String, Asker> askers = new ConcurrentHashMap<>();

  /** Serves nobody yet, at this address. */
  Metadata(URI address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  private record Asker(LocalTask task, String container) {}

  /** From now on a task can be told of. */
  LocalTask open(Cluster cluster, Task task, Workload workload) {
    return new LocalTask(cluster, task, workload, clock);
  }

  /** What a container is told; one without a network could not ask. */
  Map<String, String> variables(LocalTask task, Workload.Planned container) {
    if (!task.workload().isNetworked(container)) {
      return Map.of();
    }
    String id = Arns.newId();
    askers.put(id, new Asker(task, container.name()));
    return Map.of("ECS_CONTAINER_METADATA_URI_V4", address + "/v4/" + id);
  }

  /** Nothing of the task is left, and nobody who could ask. */
  void forget(LocalTask task) {
    askers.values().removeIf(asker -> asker.task == task);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    document(exchange.getRequestURI().getPath())
        .map(Answer::ok)
        .orElse(new Answer(404, Map.of("message", "no such container")))
        .send(exchange);
  }

  private Optional<Object> document(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.ofNullable(askers.get(matcher.group(1)))
            .map(asker -> document(asker, matcher.group(2) != null))
        : Optional.empty();
  }

  private static Object document(Asker asker, boolean wholeTask) {
    var documents = new MetadataDocuments(asker.task);
    return wholeTask ? documents.task() : documents.container(asker.container);
  }
}
