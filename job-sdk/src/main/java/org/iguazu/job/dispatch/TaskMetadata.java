package org.iguazu.job.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.iguazu.api.json.JsonTree;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the ECS agent knows of this task: its metadata endpoint, version 4. */
public final class TaskMetadata {

  private static final String ENDPOINT = "ECS_CONTAINER_METADATA_URI_V4";
  private static final Duration NOT_WORTH_A_DELAY = Duration.ofMillis(300);

  private final URI task;

  private TaskMetadata(URI task) {
    this.task = task;
  }

  /** As the container's environment has it; empty outside ECS. */
  public static Optional<TaskMetadata> in(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(ENDPOINT))
        .map(endpoint -> new TaskMetadata(URI.create(endpoint + "/task")));
  }

  /** The ARN of the task, or null outside ECS, or if its agent does not say so at once. */
  public static @Nullable String arn(Map<String, String> environment) {
    try {
      Optional<TaskMetadata> metadata = in(environment);
      return metadata.isEmpty()
          ? null
          : metadata.get().task(NOT_WORTH_A_DELAY).path("TaskARN").asString(null);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The task with its containers, in the agent's words.
   *
   * @throws IOException if the agent does not say in this time
   */
  public JsonNode task(Duration patience) throws IOException {
    URLConnection connection = task.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    try (InputStream content = connection.getInputStream()) {
      return JsonTree.read(content);
    } catch (JacksonException e) {
      throw new IOException("the ECS agent's answer is no JSON", e);
    }
  }
}
