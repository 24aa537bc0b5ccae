package org.iguazu.server.invocation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.server.watch.Changes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells a log as it grows, as server-sent events, until the invocation has finished. */
@Component
final class LogFollower {

  private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

  private static final int PAGE = 1_000;

  /**
   * How often to look for new lines; also what lines may take to arrive after their container's
   * end.
   */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final InvocationLog invocations;
  private final Changes changes;

  LogFollower(InvocationLog invocations, Changes changes) {
    this.invocations = invocations;
    this.changes = changes;
  }

  /**
   * Writes all lines after {@code after}, and returns when there will be no more, or when the
   * server is about to end: then no {@code end} was written, and the caller comes back to another
   * server.
   */
  void follow(Invocation invocation, @Nullable String after, HttpServletResponse response)
      throws IOException {
    Page<LogLine> first =
        invocations.read(invocation, after, PAGE); // fails before anything is written
    var events = new LogEvents(response);
    try (Changes.Watch watch = changes.watch(invocation.id())) {
      follow(invocation, first, after, events, watch);
    } catch (IOException e) {
      log.debug("a reader of the log of {} has gone", invocation.id(), e);
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("invocation", invocation.id())
          .setCause(e)
          .log("the log cannot be followed any further; its readers come back for the rest");
    }
  }

  private void follow(
      Invocation begun,
      Page<LogLine> first,
      @Nullable String after,
      LogEvents events,
      Changes.Watch watch)
      throws IOException {
    Invocation invocation = begun;
    Page<LogLine> page = first;
    String token = after;
    while (true) {
      token = page.next() == null ? token : page.next();
      events.lines(page.items(), token);
      if (page.items().isEmpty()) {
        if (!watch.await(LOOK)) {
          return;
        }
        boolean over = invocation.status() == InvocationStatus.FINISHED;
        invocation = invocations.invocation(invocation.id());
        page = invocations.read(invocation, token, PAGE);
        if (over && page.items().isEmpty()) {
          events.end();
          return;
        }
      } else {
        page = invocations.read(invocation, token, PAGE);
      }
    }
  }
}
