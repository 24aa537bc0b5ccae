package org.iguazu.loopback.engine.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Whether a Docker daemon answers, asked for without loading all it takes to talk to it. */
public final class DockerSocket {

  private DockerSocket() {}

  /**
   * Asks it.
   *
   * @return false also if we may not talk to it
   */
  public static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\n\r\n"));
      var answer = ByteBuffer.allocate(12);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        // an answer may come in pieces
      }
      return US_ASCII.decode(answer.flip()).toString().endsWith(" 200");
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }
}
