package org.iguazu.loopback.ecs.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Call;
import org.iguazu.loopback.wire.Operation;
import org.iguazu.loopback.wire.Page;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls about task definitions. */
public final class DefinitionsApi {

  private final TaskDefinitions definitions;

  public DefinitionsApi(TaskDefinitions definitions) {
    this.definitions = definitions;
  }

  public Map<String, Operation> operations() {
    return Map.of(
        "RegisterTaskDefinition", this::register,
        "DeregisterTaskDefinition", Operation.of(Deregister.class, this::deregister),
        "DescribeTaskDefinition", Operation.of(Describe.class, this::describe),
        "ListTaskDefinitions", Operation.of(ListDefinitions.class, this::list));
  }

  private Object register(Call call) {
    ObjectNode content = call.body();
    DefinitionRules.check(content);
    content.path("containerDefinitions").forEach(DefinitionsApi::fillIn);
    return shown(definitions.register(content.path("family").asString(), content), true);
  }

  /** The defaults ECS shows for what was left out. */
  private static void fillIn(JsonNode container) {
    if (container instanceof ObjectNode members) {
      members.put("essential", DefinitionRules.isEssential(container));
      members.put("cpu", container.path("cpu").asInt(0));
      for (String list : List.of("environment", "mountPoints", "portMappings", "volumesFrom")) {
        if (!members.has(list)) {
          members.putArray(list);
        }
      }
    }
  }

  record Deregister(@Nullable String taskDefinition) {}

  private Object deregister(Deregister request) {
    String reference = named(request.taskDefinition);
    if (!reference.contains(":")) {
      throw AwsError.client("Invalid revision number. Number: null");
    }
    return shown(
        definitions
            .deregister(reference)
            .orElseThrow(() -> AwsError.client("The specified task definition does not exist.")),
        false);
  }

  record Describe(@Nullable String taskDefinition, @Nullable List<String> include) {}

  private Object describe(Describe request) {
    TaskDefinition found =
        definitions
            .find(named(request.taskDefinition))
            .orElseThrow(() -> AwsError.client("Unable to describe task definition."));
    return shown(found, request.include != null && request.include.contains("TAGS"));
  }

  private static Map<String, Object> shown(TaskDefinition definition, boolean withTags) {
    return withTags && definition.content().get("tags") instanceof ArrayNode tags
        ? Map.of("taskDefinition", definition.shown(), "tags", tags)
        : Map.of("taskDefinition", definition.shown());
  }

  private static String named(@Nullable String reference) {
    if (reference == null || reference.isEmpty()) {
      throw AwsError.client("TaskDefinition can not be blank.");
    }
    return reference;
  }

  record ListDefinitions(
      @Nullable String familyPrefix,
      @Nullable String status,
      @Nullable String sort,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {

    Predicate<TaskDefinition> filter() {
      return definition ->
          (familyPrefix == null || definition.family().equals(familyPrefix))
              && definition.isActive() == !"INACTIVE".equals(status);
    }
  }

  private Object list(ListDefinitions request) {
    List<String> arns =
        new ArrayList<>(
            definitions.all().stream().filter(request.filter()).map(TaskDefinition::arn).toList());
    if ("DESC".equals(request.sort)) {
      Collections.reverse(arns);
    }
    return Page.of(Page.numbered(arns), request.maxResults, request.nextToken)
        .as("taskDefinitionArns");
  }
}
