package org.iguazu.loopback.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what is sent to a daemon, until it is cut. */
final class CutableSocket implements AutoCloseable {

  private final Path path;
  private final Path daemon;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
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
        open.add(caller);
        open.add(service);
        Thread.ofPlatform().daemon().start(() -> copy(caller, service));
        Thread.ofPlatform().daemon().start(() -> copy(service, caller));
      }
    } catch (IOException _) {
      // cut
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
  void cut() throws IOException {
    server.close();
    Files.deleteIfExists(path);
    for (SocketChannel channel : open) {
      channel.close();
    }
    open.clear();
  }

  /** As if it had come back, if it was away. */
  void mend() throws IOException {
    if (!server.isOpen()) {
      server = listen();
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
