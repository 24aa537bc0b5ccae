package org.iguazu.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.json.IguazuJson;
import org.jspecify.annotations.Nullable;

/**
 * Follows one invocation's history to its end; a lost connection is taken up where it broke off.
 */
final class EventFollower {

  private final Transport transport;
  private final InvocationId invocation;
  private final Consumer<InvocationEvent> reader;
  private int last;

  EventFollower(Transport transport, InvocationId invocation, Consumer<InvocationEvent> reader) {
    this.transport = transport;
    this.invocation = invocation;
    this.reader = reader;
  }

  void follow() {
    Instant begun = transport.clock().instant();
    int attempt = 0;
    while (true) {
      int before = last;
      try {
        if (readToTheEnd()) {
          return;
        }
        throw new IOException("the history's stream ended before the invocation did");
      } catch (IOException e) {
        if (last > before) {
          attempt = 0;
          begun = transport.clock().instant();
        }
        attempt++;
        transport.pauseOrThrow(attempt, begun, e);
      }
    }
  }

  private boolean readToTheEnd() throws IOException {
    InputStream stream = transport.open(path(), lastEventId());
    try {
      var events = new EventStream(stream);
      for (var event = events.next(); event != null; event = events.next()) {
        switch (event.name()) {
          case "end" -> {
            return true;
          }
          case "change" -> take(event);
          default -> {} // of a newer server
        }
      }
      return false;
    } finally {
      transport.close(stream);
    }
  }

  private void take(EventStream.Event event) {
    var change = IguazuJson.tolerant().readValue(event.data(), InvocationEvent.class);
    last = change.sequence();
    reader.accept(change);
  }

  private @Nullable String lastEventId() {
    return last == 0 ? null : Integer.toString(last);
  }

  private String path() {
    return Path.of("api", "invocations", invocation.toString(), "events").toString();
  }
}
