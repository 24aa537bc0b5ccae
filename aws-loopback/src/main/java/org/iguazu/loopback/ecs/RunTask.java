package org.iguazu.loopback.ecs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.ecs.definition.TaskDefinition;
import org.iguazu.loopback.ecs.definition.TaskDefinitions;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Call;
import org.iguazu.loopback.wire.Json;
import org.iguazu.loopback.wire.Operation;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** RunTask. */
final class RunTask implements Operation {

  private static final JsonMapper SORTED =
      Json.MAPPER.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final Clusters clusters;
  private final TaskDefinitions definitions;

  RunTask(Clusters clusters, TaskDefinitions definitions) {
    this.clusters = clusters;
    this.definitions = definitions;
  }

  @Override
  public Object answer(Call call) {
    RunTaskRequest request = call.as(RunTaskRequest.class);
    Cluster cluster = clusters.existing(request.cluster());
    return shown(cluster.run(launch(request, call)));
  }

  private Launch launch(RunTaskRequest request, Call call) {
    TaskDefinition definition =
        definitions
            .find(request.definition())
            .orElseThrow(() -> AwsError.client("TaskDefinition not found."));
    if (!definition.isActive()) {
      throw AwsError.client("TaskDefinition is inactive");
    }
    return new Launch(
        request,
        definition,
        new Workload(definition, request.overrides()),
        fingerprint(call.body()),
        call.faults(Fault.NoRoom.class).findFirst().orElse(null));
  }

  private static Map<String, Object> shown(Ran ran) {
    return switch (ran) {
      case Ran.Now(var tasks, var failures) ->
          answer(tasks.stream().map(task -> TaskShape.of(task, true)).toList(), failures);
      case Ran.Before(var tasks, var failures) ->
          answer(tasks.stream().map(RunTask::again).toList(), failures);
      case Ran.Conflict(var arns) ->
          throw AwsError.conflict("The client token was used before with other parameters.", arns);
      case Ran.NoInstances() ->
          throw AwsError.invalidParameter("No Container Instances were found in your cluster.");
    };
  }

  private static Object again(Task task) {
    return task.isStopped() ? TaskShape.brief(task) : TaskShape.of(task, true);
  }

  private static Map<String, Object> answer(List<?> tasks, List<Failure> failures) {
    return Map.of("tasks", tasks, "failures", failures);
  }

  private static String fingerprint(ObjectNode body) {
    ObjectNode rest = body.deepCopy();
    rest.remove("clientToken");
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] bytes = SORTED.writeValueAsString(rest).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
