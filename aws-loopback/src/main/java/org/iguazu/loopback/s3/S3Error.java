package org.iguazu.loopback.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** An error the caller is told of, in the shape S3 gives it. */
final class S3Error extends Exception {

  private final int status;
  private final String code;

  S3Error(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static S3Error denied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }

  static S3Error invalid(String message) {
    return new S3Error(400, "InvalidRequest", message);
  }

  /** To HEAD there is no body, and so no code. */
  void send(HttpExchange exchange) throws IOException {
    byte[] body =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message></Error>
        """
            .formatted(code, escaped(String.valueOf(getMessage())))
            .getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
