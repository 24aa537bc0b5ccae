package org.iguazu.server.invocation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.key.Scope;
import org.iguazu.api.problem.Violations;
import org.iguazu.server.security.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invocations: reading what their containers write. */
@RestController
@RequestMapping("/api/invocations")
final class LogController {

  private static final int MOST = 10_000;

  private final InvocationLog log;
  private final LogFollower follower;

  LogController(InvocationLog log, LogFollower follower) {
    this.log = log;
    this.follower = follower;
  }

  /**
   * A page of the lines that the invocation's container has written, oldest first. Asked for as
   * {@code text/event-stream}: all lines, then each further one as it is written ({@code line}
   * events), and an {@code end} event when the invocation has finished.
   */
  @GetMapping(
      path = "/{id}/log",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  @Needs(Scope.READ)
  @Nullable Page<LogLine> log(
      @PathVariable InvocationId id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "1000") int limit,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept,
      HttpServletResponse response)
      throws IOException {
    new Violations()
        .require(
            limit >= 1 && limit <= MOST,
            "",
            "query parameter 'limit' must be 1 to %d, but is %d".formatted(MOST, limit))
        .orThrow();
    Invocation invocation = log.invocation(id);
    if (accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
      follower.follow(invocation, after, response);
      return null; // all is written
    }
    return log.read(invocation, after, limit);
  }
}
