package org.iguazu.job.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.Map;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Asks the ECS agent which task this is; knowing it is not worth a delay. */
public final class TaskMetadata {

  private static final String ENDPOINT = "ECS_CONTAINER_METADATA_URI_V4";
  private static final int PATIENCE_MILLIS = 300;

  private TaskMetadata() {}

  /** The ARN of the task, or null outside ECS, or if its agent does not say so at once. */
  public static @Nullable String arn(Map<String, String> environment) {
    @Nullable String endpoint = environment.get(ENDPOINT);
    return endpoint == null ? null : ask(endpoint + "/task");
  }

  private static @Nullable String ask(String address) {
    try {
      URLConnection connection = URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try (InputStream content = connection.getInputStream()) {
        return IguazuJson.tolerant().readTree(content).path("TaskARN").asString(null);
      }
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return null;
    }
  }
}
