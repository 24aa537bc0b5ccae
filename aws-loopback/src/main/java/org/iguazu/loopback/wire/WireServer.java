package org.iguazu.loopback.wire;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on one address of this machine; one virtual thread for each request. */
public final class WireServer implements AutoCloseable {

  static {
    // Read once, when the JDK's server loads. Without it small answers wait 40 ms for an ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private WireServer(HttpServer server) {
    this.server = server;
  }

  /** Takes the port of 127.0.0.1, 0 for any free one; nothing is answered before {@link #start}. */
  public static WireServer bind(int port) throws IOException {
    return bind(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** The same on another address of IP version 4. */
  public static WireServer bind(InetAddress address, int port) throws IOException {
    return new WireServer(HttpServer.create(new InetSocketAddress(address, port), 1024));
  }

  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(host(), server.getAddress().getPort()));
  }

  private String host() {
    return server.getAddress().getAddress().getHostAddress();
  }

  public void serve(String path, HttpHandler handler) {
    server.createContext(path, handler).getFilters().add(new LocalCallersOnly(names()));
  }

  private Set<String> names() {
    return server.getAddress().getAddress().isLoopbackAddress()
        ? Set.of("127.0.0.1", "localhost", "[::1]")
        : Set.of(host());
  }

  /** For callers who came through a door for containers, and know a name that nobody can guess. */
  public void serveAnyone(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  public void start() {
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
