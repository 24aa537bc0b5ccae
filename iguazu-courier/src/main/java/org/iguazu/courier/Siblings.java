package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.Map;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.job.dispatch.MisconfiguredException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The containers of the same task, as the ECS agent's metadata endpoint (version 4) tells. */
final class Siblings {

  private static final String ENDPOINT = "ECS_CONTAINER_METADATA_URI_V4";
  private static final int PATIENCE_MILLIS = 2_000;

  private final URI task;

  private Siblings(URI task) {
    this.task = task;
  }

  /**
   * As the environment says.
   *
   * @throws MisconfiguredException if it does not
   */
  static Siblings in(Map<String, String> environment) {
    String endpoint = environment.get(ENDPOINT);
    if (endpoint == null) {
      throw new MisconfiguredException(
          ENDPOINT + " is not set: a courier runs beside a job, in a task of ECS");
    }
    return new Siblings(URI.create(endpoint + "/task"));
  }

  /**
   * A container's state.
   *
   * @param status as the agent says it: {@code RUNNING}, {@code STOPPED} and others
   */
  record State(String status, @Nullable Integer exitCode) {

    boolean isRunning() {
      return status.equals("RUNNING");
    }

    boolean isStopped() {
      return status.equals("STOPPED");
    }

    boolean failed() {
      return isStopped() && (exitCode == null || exitCode != 0);
    }
  }

  /**
   * How this container of the task is now.
   *
   * @throws IOException if the agent does not say
   */
  State state(String container) throws IOException {
    URLConnection connection = task.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (InputStream content = connection.getInputStream()) {
      for (JsonNode each : IguazuJson.tolerant().readTree(content).path("Containers")) {
        if (each.path("Name").asString("").equals(container)) {
          JsonNode exitCode = each.path("ExitCode");
          return new State(
              each.path("KnownStatus").asString(""), exitCode.isInt() ? exitCode.intValue() : null);
        }
      }
    } catch (JacksonException e) {
      throw new IOException("the ECS agent's answer is no JSON", e);
    }
    return new State("NONE", null);
  }
}
