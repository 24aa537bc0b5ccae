package org.iguazu.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, one at a time. */
final class EventStream {

  private final BufferedReader lines;

  EventStream(InputStream stream) {
    lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
  }

  /** One event as it was sent; {@code id} is the last one given, if any was. */
  record Event(String name, String data, @Nullable String id) {}

  /** The next event, or null when the stream has ended, an unfinished event included. */
  @Nullable Event next() throws IOException {
    String name = "message";
    @Nullable String id = null;
    @Nullable StringBuilder data = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (data != null) {
          return new Event(name, data.toString(), id);
        }
        name = "message";
      } else if (line.startsWith("event:")) {
        name = value(line);
      } else if (line.startsWith("id:")) {
        id = value(line);
      } else if (line.startsWith("data:")) {
        data = data == null ? new StringBuilder() : data.append('\n');
        data.append(value(line));
      }
    }
    return null;
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
