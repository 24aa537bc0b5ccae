package org.iguazu.loopback.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Json;

/** The events of one stream: a line each, of its time and its message as a JSON string. */
final class LogFile {

  private static final char NEWLINE = '\n';

  private final Path file;
  private final long cap;
  private long size;

  private LogFile(Path file, long cap, long size) {
    this.file = file;
    this.cap = cap;
    this.size = size;
  }

  /** Opens or creates it; a line cut by the death of its writer is dropped. */
  static LogFile open(Path file, long cap) throws IOException {
    Files.createDirectories(file.getParent());
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      long size = raw.length();
      while (size > 0 && byteAt(raw, size - 1) != NEWLINE) {
        size--;
      }
      raw.setLength(size);
      return new LogFile(file, cap, size);
    }
  }

  private static int byteAt(RandomAccessFile raw, long position) throws IOException {
    raw.seek(position);
    return raw.read();
  }

  /** Adds events until the stream is full; then says so, once, and drops the rest. */
  synchronized void append(long timestamp, List<String> messages) throws IOException {
    if (size >= cap) {
      return;
    }
    var lines = new StringBuilder();
    for (String message : messages) {
      lines.append(line(timestamp, message));
      if (size + lines.length() >= cap) {
        lines.append(
            line(timestamp, "[log cut: the stream has reached its %d bytes]".formatted(cap)));
        break;
      }
    }
    byte[] bytes = lines.toString().getBytes(UTF_8);
    Files.write(file, bytes, StandardOpenOption.APPEND);
    size += bytes.length;
  }

  private static String line(long timestamp, String message) {
    return timestamp + "\t" + Json.MAPPER.writeValueAsString(message) + NEWLINE;
  }

  synchronized long size() {
    return size;
  }

  /** Looks at one event and says whether it wants the next. */
  interface Visitor {
    boolean visit(LogEvent event, long start, long end);
  }

  /** Shows the events between two positions, in order. */
  void visit(long from, long to, Visitor visitor) throws IOException {
    if (from < 0 || from > to || to > size()) {
      throw AwsError.invalidParameter("The specified nextToken is invalid.");
    }
    // as Latin-1 a character is a byte, so that lengths are positions
    try (InputStream in = Files.newInputStream(file);
        var lines = new BufferedReader(new InputStreamReader(in, ISO_8859_1))) {
      in.skipNBytes(from);
      long start = from;
      boolean wanted = true;
      while (wanted && start < to) {
        String line = lines.readLine();
        long end = start + line.length() + 1;
        wanted = visitor.visit(event(line), start, end);
        start = end;
      }
    }
  }

  private static LogEvent event(String line) {
    int tab = line.indexOf('\t');
    if (tab < 1) {
      throw AwsError.invalidParameter("The specified nextToken is invalid.");
    }
    long timestamp = Long.parseLong(line, 0, tab, 10);
    byte[] message = line.substring(tab + 1).getBytes(ISO_8859_1);
    return new LogEvent(timestamp, Json.MAPPER.readValue(message, String.class), timestamp);
  }
}
