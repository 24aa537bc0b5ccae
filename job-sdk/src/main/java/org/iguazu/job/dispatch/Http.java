package org.iguazu.job.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.iguazu.api.json.JsonTree;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * JSON over HTTP by the JDK's old client, which starts 100 ms sooner than its new one (ADR 0005).
 */
public final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Address address;

  Http(Address address) {
    this.address = address;
  }

  /** An HTTP answer of any status. */
  public record Answer(int status, String body) {

    JsonNode json() {
      return JsonTree.read(body);
    }

    /** What it says is wrong, in a line. */
    public String problem() {
      try {
        JsonNode problem = json();
        return "HTTP %d, %s: %s"
            .formatted(
                status,
                problem.required("code").stringValue(),
                problem.required("detail").stringValue());
      } catch (JacksonException e) {
        return "HTTP " + status;
      }
    }
  }

  Answer post(String path, JsonNode body, Duration patience) throws IOException {
    return exchange(path, JsonTree.write(body), patience);
  }

  Answer get(String path, Duration patience) throws IOException {
    return exchange(path, null, patience);
  }

  private Answer exchange(String path, byte @Nullable [] body, Duration patience)
      throws IOException {
    HttpURLConnection connection = open(path, patience);
    if (body != null) {
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.getOutputStream().write(body);
    }
    int status = connection.getResponseCode();
    try (@Nullable InputStream content =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(
          status,
          content == null ? "" : new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private HttpURLConnection open(String path, Duration patience) throws IOException {
    String base = address.url().toString().replaceFirst("/+$", "");
    var connection = (HttpURLConnection) new URL(base + path).openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + address.token());
    connection.setRequestProperty("Accept", "application/json, application/problem+json");
    return connection;
  }
}
