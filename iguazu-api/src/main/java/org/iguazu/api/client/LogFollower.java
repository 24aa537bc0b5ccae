package org.iguazu.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;

/** Follows one invocation's log to its end; a lost connection is taken up where it broke off. */
final class LogFollower {

  private final Transport transport;
  private final InvocationId invocation;
  private final Consumer<LogLine> reader;
  private @Nullable String lastId;
  private long seen;
  private int attempt;

  LogFollower(Transport transport, InvocationId invocation, Consumer<LogLine> reader) {
    this.transport = transport;
    this.invocation = invocation;
    this.reader = reader;
  }

  void follow() {
    Instant begun = transport.clock().instant();
    while (true) {
      long before = seen;
      try {
        if (readToTheEnd()) {
          return;
        }
        throw new IOException("the log's stream ended before the invocation did");
      } catch (IOException e) {
        if (seen > before) {
          attempt = 0;
          begun = transport.clock().instant();
        }
        attempt++;
        transport.pauseOrThrow(attempt, begun, e);
      }
    }
  }

  private boolean readToTheEnd() throws IOException {
    InputStream stream = transport.open(path(), null);
    try {
      var events = new EventStream(stream);
      long toSkip = lastId == null ? seen : 0; // without ids the log is told from its beginning
      for (var event = events.next(); event != null; event = events.next()) {
        if (event.name().equals("end")) {
          return true;
        }
        if (event.name().equals("line") && toSkip-- <= 0) {
          take(event);
        }
      }
      return false;
    } finally {
      transport.close(stream);
    }
  }

  private void take(EventStream.Event event) {
    seen++;
    lastId = event.id();
    reader.accept(IguazuJson.tolerant().readValue(event.data(), LogLine.class));
  }

  private String path() {
    return Path.of("api", "invocations", invocation.toString(), "log")
        .with("after", lastId)
        .toString();
  }
}
