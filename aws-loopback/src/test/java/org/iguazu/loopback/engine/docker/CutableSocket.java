package org.iguazu.loopback.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Passes on what is sent to a daemon, until it is cut. */
final class CutableSocket implements AutoCloseable {

  private final Path path;
  private final Path daemon;
  private final Set<SocketChannel> open = new HashSet<>();
  private ServerSocketChannel server;

  CutableSocket(Path path, Path daemon) throws IOException {
    this.path = path;
    this.daemon = daemon;
    this.server = listen();
  }

  Path path() {
    return path;
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().start(() -> accept(listening));
    return listening;
  }

  private void accept(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel caller = listening.accept();
        SocketChannel service = SocketChannel.open(UnixDomainSocketAddress.of(daemon));
        remember(listening, caller, service);
        Thread.ofPlatform().daemon().start(() -> copy(caller, service));
        Thread.ofPlatform().daemon().start(() -> copy(service, caller));
      }
    } catch (IOException _) {
      // cut
    }
  }

  /** None that was on its way when it was cut slips through. */
  private synchronized void remember(
      ServerSocketChannel listening, SocketChannel caller, SocketChannel service)
      throws IOException {
    if (listening.isOpen()) {
      open.addAll(List.of(caller, service));
    } else {
      caller.close();
      service.close();
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException _) {
      // one side is gone, and so is the other
    }
  }

  /** As if the daemon had died. */
  synchronized void cut() throws IOException {
    server.close();
    Files.deleteIfExists(path);
    for (SocketChannel channel : open) {
      channel.close();
    }
    open.clear();
  }

  /** As if it had come back, if it was away. */
  synchronized void mend() throws IOException {
    if (!server.isOpen()) {
      server = listen();
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
