package org.iguazu.loopback.ecs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.wire.Answer;

/** Tells containers who they are: the task metadata endpoint, version 4. */
final class Metadata implements HttpHandler {

  private static final Pattern PATH = Pattern.compile("/v4/([0-9a-f]{32})-(\\d{1,2})(/task)?");

  private final Clusters clusters;

  Metadata(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    document(exchange.getRequestURI().getPath())
        .map(Answer::ok)
        .orElse(new Answer(404, Map.of("message", "no such task")))
        .send(exchange);
  }

  private Optional<Object> document(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2));
    return clusters.all().stream()
        .flatMap(cluster -> cluster.find(matcher.group(1)).stream())
        .filter(task -> number < task.containers().size())
        .findFirst()
        .map(task -> matcher.group(3) == null ? container(task, number) : task(task));
  }

  private static Object task(Task task) {
    String definition = Arns.lastPart(task.order().taskDefinitionArn());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Cluster", task.cluster());
    document.put("TaskARN", task.arn());
    document.put("Family", task.order().family());
    document.put("Revision", definition.substring(definition.lastIndexOf(':') + 1));
    document.put("DesiredStatus", task.desiredStatus());
    document.put("KnownStatus", task.lastStatus());
    document.put("AvailabilityZone", Arns.ZONE);
    document.put("LaunchType", "EC2");
    document.put("Containers", containers(task));
    return document;
  }

  private static List<Object> containers(Task task) {
    return IntStream.range(0, task.containers().size())
        .mapToObj(number -> container(task, number))
        .toList();
  }

  private static Object container(Task task, int number) {
    Container container = task.containers().get(number);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("DockerId", task.id() + "-" + number);
    document.put("Name", container.name());
    document.put("DockerName", container.name());
    document.put("Image", container.image());
    document.put("ContainerARN", Arns.container(task.cluster(), task.id(), number));
    document.put("DesiredStatus", task.desiredStatus());
    document.put("KnownStatus", container.status().name());
    document.put("CreatedAt", text(task.createdAt()));
    document.put("Type", "NORMAL");
    document.put("Limits", Map.of("CPU", container.cpu()));
    document.put("Labels", labels(task, container));
    return document;
  }

  private static Map<String, String> labels(Task task, Container container) {
    return Map.of(
        "com.amazonaws.ecs.cluster", task.cluster(),
        "com.amazonaws.ecs.container-name", container.name(),
        "com.amazonaws.ecs.task-arn", task.arn(),
        "com.amazonaws.ecs.task-definition-family", task.order().family());
  }

  private static String text(Instant instant) {
    return instant.toString();
  }
}
