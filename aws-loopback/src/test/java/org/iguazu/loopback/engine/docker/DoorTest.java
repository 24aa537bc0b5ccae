package org.iguazu.loopback.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DoorTest {

  private static final int BACKLOG = 10;

  /** Has no file for a connection, a few times. */
  private static final class Scarce extends ServerSocket {

    private final AtomicInteger failures = new AtomicInteger(3);

    Scarce() throws IOException {
      super(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      if (failures.getAndDecrement() > 0) {
        throw new SocketException("Too many open files");
      }
      return super.accept();
    }
  }

  @Test
  void itStaysOpenWhenSomebodyCouldNotBeLetIn() throws Exception {
    try (var service = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        var scarce = new Scarce();
        var _ = Door.open(scarce, service.getLocalPort());
        var caller = new Socket(scarce.getInetAddress(), scarce.getLocalPort())) {
      caller.getOutputStream().write("knock".getBytes(UTF_8));
      caller.shutdownOutput();

      try (Socket heard = service.accept()) {
        assertThat(new String(heard.getInputStream().readAllBytes(), UTF_8)).isEqualTo("knock");
      }
    }
  }
}
