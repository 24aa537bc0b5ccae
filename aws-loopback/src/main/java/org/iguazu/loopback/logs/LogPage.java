package org.iguazu.loopback.logs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * Events of a stream, and the tokens of the pages after and before. At the end of the stream the
 * token is the one that was given, as AWS does it: whoever follows a log asks again with it.
 */
record LogPage(List<LogEvent> events, String nextForwardToken, String nextBackwardToken) {

  private static final int PAGE_BYTES = 1 << 20;

  /** What a page may hold: so many events, from these times, the end excluded. */
  record Window(int limit, long startTime, long endTime) {

    Window {
      if (limit < 1 || limit > 10_000) {
        throw AwsError.invalidParameter("limit must be between 1 and 10000");
      }
    }

    boolean shows(LogEvent event) {
      return event.timestamp() >= startTime && event.timestamp() < endTime;
    }
  }

  static LogPage read(LogFile file, Window window, @Nullable String token, boolean fromHead)
      throws IOException {
    if (token == null) {
      return fromHead ? after(file, 0, window) : before(file, file.size(), window);
    }
    return switch (token.substring(0, Math.min(2, token.length()))) {
      case "f/" -> after(file, position(token), window);
      case "b/" -> before(file, position(token), window);
      default -> throw AwsError.invalidParameter("The specified nextToken is invalid.");
    };
  }

  private static LogPage after(LogFile file, long position, Window window) throws IOException {
    var forward = new Forward(position, window);
    file.visit(position, file.size(), forward);
    return page(forward.events, position, forward.end);
  }

  private static LogPage before(LogFile file, long position, Window window) throws IOException {
    var backward = new Backward(window);
    file.visit(0, position, backward);
    long start = backward.starts.isEmpty() ? 0 : backward.starts.getFirst();
    return page(List.copyOf(backward.events), start, position);
  }

  private static LogPage page(List<LogEvent> events, long start, long end) {
    return new LogPage(events, "f/%020d".formatted(end), "b/%020d".formatted(start));
  }

  private static long position(String token) {
    try {
      return Long.parseLong(token.substring(2));
    } catch (NumberFormatException _) {
      throw AwsError.invalidParameter("The specified nextToken is invalid.");
    }
  }

  /** Takes the first events that fit. */
  private static final class Forward implements LogFile.Visitor {

    private final List<LogEvent> events = new ArrayList<>();
    private final Window window;
    private long end;
    private int bytes;

    Forward(long position, Window window) {
      this.end = position;
      this.window = window;
    }

    @Override
    public boolean visit(LogEvent event, long start, long end) {
      if (window.shows(event)) {
        bytes += event.size();
        if (!events.isEmpty() && bytes > PAGE_BYTES) {
          return false;
        }
        events.add(event);
      }
      this.end = end;
      return events.size() < window.limit;
    }
  }

  /** Takes the last events that fit. */
  private static final class Backward implements LogFile.Visitor {

    private final Deque<LogEvent> events = new ArrayDeque<>();
    private final Deque<Long> starts = new ArrayDeque<>();
    private final Window window;
    private int bytes;

    Backward(Window window) {
      this.window = window;
    }

    @Override
    public boolean visit(LogEvent event, long start, long end) {
      if (window.shows(event)) {
        events.addLast(event);
        starts.addLast(start);
        bytes += event.size();
        while (events.size() > window.limit || (events.size() > 1 && bytes > PAGE_BYTES)) {
          bytes -= events.removeFirst().size();
          starts.removeFirst();
        }
      }
      return true;
    }
  }
}
