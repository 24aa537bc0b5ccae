package org.iguazu.loopback.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/** Status and body of what goes back. */
public record Answer(int status, Object body) {

  public static Answer ok(Object body) {
    return new Answer(200, body);
  }

  static Answer of(AwsError error) {
    return new Answer(error.status(), error.body());
  }

  public void send(HttpExchange exchange) throws IOException {
    byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
