package org.iguazu.loopback.ecs;

import java.util.List;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of a RunTask request that mean something here. */
record RunTaskRequest(
    @Nullable String cluster,
    @Nullable String taskDefinition,
    @Nullable Integer count,
    @Nullable String launchType,
    @Nullable JsonNode capacityProviderStrategy,
    @Nullable String clientToken,
    @Nullable String startedBy,
    @Nullable String group,
    @Nullable JsonNode overrides,
    @Nullable JsonNode tags,
    @Nullable List<Placement.Strategy> placementStrategy,
    @Nullable JsonNode placementConstraints) {

  private static final int MAX_OVERRIDES = 8192;

  /** Refuses what ECS refuses, and what this loopback cannot do. */
  RunTaskRequest {
    if (taskDefinition == null || taskDefinition.isEmpty()) {
      throw AwsError.client("TaskDefinition can not be empty.");
    }
    demand(count == null || (count >= 1 && count <= 10), "Count must be between 1 and 10.");
    demand(
        clientToken == null || clientToken.matches("[\\x21-\\x7e]{1,64}"),
        "Client token must be 1 to 64 printable ASCII characters.");
    demand(
        startedBy == null || startedBy.matches("[a-zA-Z0-9/_-]{0,128}"),
        "startedBy must be at most 128 letters, digits, hyphens, slashes and underscores.");
    demand(
        overrides == null || overrides.toString().length() <= MAX_OVERRIDES,
        "Container Overrides length must be at most 8192");
    demand(tags == null || tags.size() <= 50, "Tags must not be more than 50.");
    refuseTheUnsupported(launchType, capacityProviderStrategy, placementConstraints);
  }

  private static void refuseTheUnsupported(
      @Nullable String launchType,
      @Nullable JsonNode capacityProviders,
      @Nullable JsonNode constraints) {
    boolean providers = capacityProviders != null && !capacityProviders.isEmpty();
    demand(
        launchType == null || !providers,
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one"
            + " and try again.");
    demand(
        !providers && (launchType == null || launchType.equals("EC2")),
        "aws-loopback has container instances only: launchType must be EC2.");
    demand(
        constraints == null || constraints.isEmpty(),
        "aws-loopback does not know placement constraints.");
  }

  private static void demand(boolean met, String message) {
    if (!met) {
      throw AwsError.invalidParameter(message);
    }
  }

  String definition() {
    return String.valueOf(taskDefinition);
  }

  int number() {
    return count == null ? 1 : count;
  }

  List<Placement.Strategy> strategies() {
    return placementStrategy == null ? List.of() : placementStrategy;
  }
}
