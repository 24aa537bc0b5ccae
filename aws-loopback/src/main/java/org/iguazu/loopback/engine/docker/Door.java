package org.iguazu.loopback.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Passes connections on to a port of 127.0.0.1. */
final class Door implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Door.class.getName());

  private static final int BACKLOG = 128;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ServerSocket socket;
  private final int port;

  private Door(ServerSocket socket, int port) {
    this.socket = socket;
    this.port = port;
  }

  static Door open(InetAddress address, int port) throws IOException {
    return open(new ServerSocket(0, BACKLOG, address), port);
  }

  static Door open(ServerSocket socket, int port) {
    var door = new Door(socket, port);
    Thread.ofVirtual().name("door-" + port).start(door::accept);
    return door;
  }

  /** Without a slash at its end. */
  String address() {
    return "http://%s:%d"
        .formatted(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.startVirtualThread(() -> passOn(caller));
      } catch (IOException e) {
        if (!socket.isClosed()) { // such as too many open files, which passes
          LOG.log(System.Logger.Level.WARNING, "a container could not be let in", e);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void passOn(Socket caller) {
    try (caller;
        var service = new Socket()) {
      service.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      Thread answers = Thread.startVirtualThread(() -> copy(service, caller));
      copy(caller, service);
      answers.join();
    } catch (IOException _) {
      // nobody listens there now; the caller sees its connection closed
    } catch (InterruptedException _) {
      // nobody interrupts it
    }
  }

  /** Until one side has no more to say, which the other one is told. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
