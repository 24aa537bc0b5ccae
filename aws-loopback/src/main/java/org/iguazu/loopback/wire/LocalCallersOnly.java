package org.iguazu.loopback.wire;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out. RunTask starts processes, and any page open in a browser on this machine can
 * send requests to 127.0.0.1: a browser's request names its origin, and one that came by DNS
 * rebinding names a foreign host.
 */
final class LocalCallersOnly extends Filter {

  private final Set<String> ourNames;

  /**
   * Knows under which names it is called.
   *
   * @param ourNames without a port
   */
  LocalCallersOnly(Set<String> ourNames) {
    this.ourNames = ourNames;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (isLocal(exchange.getRequestHeaders())) {
      chain.doFilter(exchange);
    } else {
      byte[] answer = "only for programs on this machine\n".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(403, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    }
  }

  private boolean isLocal(Headers headers) {
    return !headers.containsKey("Origin") && isOurs(headers.getFirst("Host"));
  }

  private boolean isOurs(@Nullable String host) {
    return host != null && ourNames.contains(host.replaceFirst(":\\d+$", ""));
  }

  @Override
  public String description() {
    return "refuses requests that a web page may have sent";
  }
}
