package org.iguazu.loopback.ecs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.iguazu.loopback.arn.Arns;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The event that ECS sends when a task has changed; its times are written out. */
record TaskStateChange(
    String version,
    String id,
    @JsonProperty("detail-type") String type,
    String source,
    String account,
    Instant time,
    String region,
    List<String> resources,
    ObjectNode detail) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /** As the text of a message. */
  static String of(Task task, Instant now) {
    ObjectNode detail = MAPPER.valueToTree(TaskShape.of(task, false));
    detail.put("updatedAt", now.toString());
    return MAPPER.writeValueAsString(
        new TaskStateChange(
            "0",
            UUID.randomUUID().toString(),
            "ECS Task State Change",
            "aws.ecs",
            Arns.ACCOUNT,
            now,
            Arns.REGION,
            List.of(task.arn()),
            detail));
  }
}
