package org.iguazu.benchmarks.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * What the jobs say themselves when they are entered: nobody's word but theirs. They say it in a
 * line over a connection, and go on when it was heard; a file would not be the same one in a
 * container. Nothing of what goes wrong concerns it.
 */
final class Diary implements AutoCloseable {

  /** The environment variable by which the jobs know its address. */
  static final String VARIABLE = "CHAOS_DIARY";

  private static final int BACKLOG = 200;
  private static final int HEARD = '.';

  private final List<Entered> entries = new ArrayList<>();
  private final ServerSocket socket;

  private Diary(ServerSocket socket) {
    this.socket = socket;
  }

  /** The body of an invocation was entered. */
  record Entered(UUID invocation, int dispatch, Instant at) {}

  static Diary open() throws IOException {
    var diary = new Diary(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("diary").start(diary::listen);
    return diary;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Written so that a loopback tells containers how they reach it. */
  String address() {
    return "http://127.0.0.1:" + port();
  }

  private void listen() {
    try {
      while (true) {
        Socket job = socket.accept();
        Thread.startVirtualThread(() -> hear(job));
      }
    } catch (IOException _) {
      // it was closed
    }
  }

  private void hear(Socket job) {
    try (job;
        var lines =
            new BufferedReader(
                new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      if (line != null) {
        note(line);
        job.getOutputStream().write(new byte[] {HEARD, '\n'});
      }
    } catch (IOException _) {
      // the job was killed, or who passes on its words
    }
  }

  private synchronized void note(String line) {
    List<String> words = List.of(line.split(" ", -1));
    entries.add(
        words.size() == 3
            ? new Entered(
                UUID.fromString(words.get(0)), Integer.parseInt(words.get(1)), at(words.get(2)))
            : byToken(words.get(0), at(words.get(1))));
  }

  private static Instant at(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** A job without the SDK knows just its capability, which begins with what it is for. */
  private static Entered byToken(String token, Instant at) {
    var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    return new Entered(new UUID(bytes.getLong(), bytes.getLong()), bytes.getInt(), at);
  }

  synchronized List<Entered> entries() {
    return List.copyOf(entries);
  }

  synchronized void forget() {
    entries.clear();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
