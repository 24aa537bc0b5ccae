package org.iguazu.loopback.ecs.definition;

import java.time.Instant;
import java.util.List;
import org.iguazu.loopback.arn.Arns;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A revision of a family; only its being deregistered ever changes. */
public record TaskDefinition(
    String family,
    int revision,
    ObjectNode content,
    Instant registeredAt,
    @Nullable Instant deregisteredAt) {

  public String arn() {
    return Arns.taskDefinition(family, revision);
  }

  public boolean isActive() {
    return deregisteredAt == null;
  }

  public List<JsonNode> containers() {
    return content.path("containerDefinitions").valueStream().toList();
  }

  TaskDefinition deregistered(Instant now) {
    return new TaskDefinition(family, revision, content, registeredAt, now);
  }

  /** As DescribeTaskDefinition shows it. */
  ObjectNode shown() {
    ObjectNode shown = content.deepCopy();
    shown.remove("tags");
    shown.put("taskDefinitionArn", arn());
    shown.put("revision", revision);
    shown.put("status", isActive() ? "ACTIVE" : "INACTIVE");
    shown.putArray("compatibilities").add("EXTERNAL").add("EC2");
    shown.put("registeredAt", registeredAt.toEpochMilli() / 1000.0);
    if (deregisteredAt != null) {
      shown.put("deregisteredAt", deregisteredAt.toEpochMilli() / 1000.0);
    }
    return shown;
  }
}
