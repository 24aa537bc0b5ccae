package org.iguazu.server.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.server.watch.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Tells a history as it grows, as server-sent events, until the invocation has finished. */
@Component
final class EventFollower {

  private static final Logger log = LoggerFactory.getLogger(EventFollower.class);

  /**
   * How often to look: only ends and wishes to stop are announced, the rest has to be looked for.
   */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final InvocationReader invocations;
  private final Changes changes;

  EventFollower(InvocationReader invocations, Changes changes) {
    this.invocations = invocations;
    this.changes = changes;
  }

  /**
   * Writes all events after {@code after}, and returns when there will be no more, or when the
   * server is about to end: then no {@code end} was written, and the caller comes back to another
   * server.
   */
  void follow(InvocationId id, int after, HttpServletResponse response) throws IOException {
    boolean over = invocations.finished(id).orElseThrow(() -> Unknown.invocation(id));
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(UTF_8);
    OutputStream out = response.getOutputStream();
    try (Changes.Watch watch = changes.watch(id)) {
      follow(id, after, over, out, watch);
    } catch (IOException e) {
      log.debug("a reader of the history of {} has gone", id, e);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("invocation", id)
          .setCause(e)
          .log("the history cannot be followed any further; its readers come back for the rest");
    }
  }

  private void follow(
      InvocationId id, int after, boolean overBefore, OutputStream out, Changes.Watch watch)
      throws IOException {
    int last = after;
    boolean over = overBefore;
    while (true) {
      List<InvocationEvent> events = invocations.events(id, last);
      write(out, events);
      last = events.isEmpty() ? last : events.getLast().sequence();
      if (over) {
        write(out, "event: end\ndata: {}\n\n");
        return;
      }
      if (!watch.await(LOOK)) {
        return;
      }
      over = invocations.finished(id).orElse(true); // before its events, so that none is left out
    }
  }

  /** Where there are none, a comment finds out whether anybody still listens. */
  private static void write(OutputStream out, List<InvocationEvent> events) throws IOException {
    var text = new StringBuilder();
    for (InvocationEvent event : events) {
      text.append("id: ").append(event.sequence()).append("\nevent: change\ndata: ");
      text.append(IguazuJson.strict().writeValueAsString(event)).append("\n\n");
    }
    write(out, events.isEmpty() ? ":\n\n" : text.toString());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
