package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The load balancer by which containers reach the servers: connections go round, past servers that
 * refuse them. It does not notice frozen ones.
 */
final class Router implements AutoCloseable {

  private static final int CONNECT_MILLIS = 1_000;

  private final ServerSocket entrance;
  private final List<Integer> ports;
  private final AtomicInteger turn = new AtomicInteger();

  private Router(ServerSocket entrance, List<Integer> ports) {
    this.entrance = entrance;
    this.ports = ports;
  }

  static Router to(List<Integer> ports) throws IOException {
    var entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    var router = new Router(entrance, ports);
    Thread.ofVirtual().name("router").start(router::accept);
    return router;
  }

  String url() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket caller = entrance.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException e) {
        // closed, or a caller that is gone already
      }
    }
  }

  private void connect(Socket caller) {
    Socket server = server();
    if (server == null) {
      close(caller);
      return;
    }
    Thread.ofVirtual().start(() -> pump(caller, server));
    pump(server, caller);
  }

  private @Nullable Socket server() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < ports.size(); i++) {
      var server = new Socket();
      try {
        int port = ports.get(Math.floorMod(first + i, ports.size()));
        server.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return server;
      } catch (IOException e) {
        close(server);
      }
    }
    return null;
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // one of the two is gone, and so is the connection
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // then it is closed
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
