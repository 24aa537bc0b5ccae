package org.iguazu.loopback.wire;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server on the loopback address; one virtual thread for each request. */
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

  /** Takes the port, 0 for any free one; nothing is answered before {@link #start}. */
  public static WireServer bind(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return new WireServer(HttpServer.create(new InetSocketAddress(loopback, port), 1024));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void serve(String path, HttpHandler handler) {
    server.createContext(path, handler).getFilters().add(new LocalCallersOnly());
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
