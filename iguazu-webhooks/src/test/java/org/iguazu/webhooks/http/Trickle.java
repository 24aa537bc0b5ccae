package org.iguazu.webhooks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Begins an answer and goes on with it byte by byte, for ever. */
final class Trickle implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch over = new CountDownLatch(1);

  Trickle() throws IOException {
    Thread.ofVirtual().start(this::answer);
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(server.getLocalPort());
  }

  private void answer() {
    try (Socket socket = server.accept()) {
      var out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(US_ASCII));
      while (!over.await(20, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      over.countDown(); // nobody listens any more
    }
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
  }
}
