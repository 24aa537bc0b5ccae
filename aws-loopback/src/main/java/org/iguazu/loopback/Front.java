package org.iguazu.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Tells the protocols apart that AWS answers under names of their own: S3's calls have a path. */
final class Front implements HttpHandler {

  private final HttpHandler json;
  private final HttpHandler s3;

  Front(HttpHandler json, HttpHandler s3) {
    this.json = json;
    this.s3 = s3;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    boolean hasPath = exchange.getRequestURI().getPath().length() > 1;
    (hasPath ? s3 : json).handle(exchange);
  }
}
