package org.iguazu.server.invocation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.Violations;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.server.security.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: their histories. */
@RestController
@RequestMapping("/api/invocations")
final class EventController {

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final InvocationReader invocations;
  private final EventFollower follower;

  EventController(InvocationReader invocations, EventFollower follower) {
    this.invocations = invocations;
    this.follower = follower;
  }

  /**
   * What happened to the invocation so far, in order. Asked for as {@code text/event-stream}: all
   * of it ({@code change} events, whose id is the sequence), then what happens as it happens, and
   * an {@code end} event when the invocation has finished; with {@code Last-Event-ID} only what
   * happened after that one.
   */
  @GetMapping(
      path = "/{id}/events",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  @Needs(Scope.READ)
  @Nullable Page<InvocationEvent> events(
      @PathVariable InvocationId id,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
      HttpServletResponse response)
      throws IOException {
    if (accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
      follower.follow(id, sequence(lastEventId), response);
      return null; // all is written
    }
    List<InvocationEvent> events = invocations.events(id);
    if (events.isEmpty()) {
      throw Unknown.invocation(id);
    }
    return new Page<>(events, null);
  }

  private static int sequence(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return 0;
    }
    new Violations()
        .require(
            lastEventId.matches("\\d{1,9}"),
            "",
            "header Last-Event-ID must be the id of an event of this stream, but is '%s'"
                .formatted(lastEventId))
        .orThrow();
    return Integer.parseInt(lastEventId);
  }
}
