package org.iguazu.server.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Calls a server as anybody with an HTTP client can. */
public final class Calls {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final String key;

  Calls(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /** The same server, called with another key or token; "" for none. */
  public Calls with(String otherKey) {
    return new Calls(server, otherKey);
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer post(String path, String json, String... headers) {
    return send(json(path, headers).POST(BodyPublishers.ofString(json)));
  }

  public Answer put(String path, String json) {
    return send(json(path).PUT(BodyPublishers.ofString(json)));
  }

  /** A request to be completed by the test. */
  public HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(server + path));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private HttpRequest.Builder json(String path, String... headers) {
    return request(path, headers).header("Content-Type", "application/json");
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The id of a new invocation of {@code job}. */
  public String invoke(String job) {
    return post("/api/invocations", "{\"job\":\"%s\"}".formatted(job)).json().get("id").asString();
  }

  /** Registers a small job. */
  public void register(String job) {
    put(
        "/api/jobs/" + job,
        "{\"name\":\"%s\",\"image\":\"registry.example/%s:1\",\"cpu\":256,\"memory\":256}"
            .formatted(job, job));
  }

  /** A key of its own scopes. */
  public String newKey(String... scopes) {
    return post(
            "/api/keys",
            "{\"name\":\"holder\",\"scopes\":[%s]}"
                .formatted(
                    String.join(",", List.of(scopes).stream().map("\"%s\""::formatted).toList())))
        .json()
        .get("secret")
        .asString();
  }
}
