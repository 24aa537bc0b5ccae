package org.iguazu.core.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {

  private final byte[] buffer = new byte[8];
  private ServerSocket listening;
  private Socket socket;
  private Socket other;

  @BeforeEach
  void connect() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket =
        new PromptSockets()
            .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    other = listening.accept();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    other.close();
    listening.close();
  }

  @Test
  void whoAsksWithTheShortestTimeoutIsToldAtOnceThatThereIsNothing() throws IOException {
    socket.setSoTimeout(1);
    assertThatThrownBy(this::read)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("nothing has come yet"); // one that has waited says "Read timed out"
  }

  @Test
  void whatHasComeIsRead() throws IOException {
    other.getOutputStream().write(new byte[] {1, 2, 3});
    assertThat(read()).isEqualTo(3); // it has come
    other.getOutputStream().write(new byte[] {4, 5});
    while (socket.getInputStream().available() < 2) {
      Thread.onSpinWait();
    }
    socket.setSoTimeout(1);
    assertThat(read()).isEqualTo(2);
  }

  @Test
  void whoHasMoreTimeWaits() throws IOException {
    socket.setSoTimeout(60_000);
    var read = CompletableFuture.supplyAsync(this::readUnchecked);
    other.getOutputStream().write(7);
    assertThat(read.join()).isEqualTo(1);
  }

  private int read() throws IOException {
    return socket.getInputStream().read(buffer, 0, buffer.length);
  }

  private int readUnchecked() {
    try {
      return read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
