package org.iguazu.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** TCP ports on 127.0.0.1. */
final class Ports {

  private Ports() {}

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The port noted in the file if it is free, else another one, noted there for the next time. */
  static int remembered(Path file) {
    try {
      if (Files.exists(file)) {
        int port = Integer.parseInt(Files.readString(file).strip());
        if (isFree(port)) {
          return port;
        }
      }
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Files.writeString(file, Integer.toString(socket.getLocalPort()));
        return socket.getLocalPort();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot choose a port", e);
    }
  }
}
