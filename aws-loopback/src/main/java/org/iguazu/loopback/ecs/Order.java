package org.iguazu.loopback.ecs;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was asked for when a task was run. */
record Order(
    String family,
    String taskDefinitionArn,
    String group,
    @Nullable String startedBy,
    Reservation reservation,
    @Nullable JsonNode overrides,
    @Nullable JsonNode tags) {

  Order withoutTags() {
    return new Order(family, taskDefinitionArn, group, startedBy, reservation, overrides, null);
  }
}
