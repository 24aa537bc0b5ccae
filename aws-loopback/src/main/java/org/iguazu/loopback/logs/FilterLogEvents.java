package org.iguazu.loopback.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.wire.AwsError;
import org.jspecify.annotations.Nullable;

/** Finds events in many streams of a group by time and by the words in them. */
final class FilterLogEvents {

  private final LogStore store;

  FilterLogEvents(LogStore store) {
    this.store = store;
  }

  record Request(
      @Nullable String logGroupName,
      @Nullable String logGroupIdentifier,
      @Nullable List<String> logStreamNames,
      @Nullable String logStreamNamePrefix,
      @Nullable Long startTime,
      @Nullable Long endTime,
      @Nullable String filterPattern,
      @Nullable Integer limit,
      @Nullable String nextToken) {

    boolean wants(String stream) {
      return (logStreamNames == null || logStreamNames.isEmpty() || logStreamNames.contains(stream))
          && (logStreamNamePrefix == null || stream.startsWith(logStreamNamePrefix));
    }

    boolean wants(LogEvent event) {
      return (startTime == null || event.timestamp() >= startTime)
          && (endTime == null || event.timestamp() < endTime)
          && words().stream().allMatch(event.message()::contains);
    }

    private List<String> words() {
      String pattern = filterPattern == null ? "" : filterPattern.strip();
      if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.startsWith("%")) {
        throw AwsError.invalidParameter(
            "aws-loopback filters by plain words only, not by " + pattern);
      }
      if (pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"")) {
        return List.of(pattern.substring(1, pattern.length() - 1));
      }
      return Arrays.stream(pattern.split("\\s+", -1)).toList();
    }
  }

  record Found(
      String logStreamName, long timestamp, String message, long ingestionTime, String eventId) {}

  Object answer(Request request) {
    String group = LogsApi.existing(store, request.logGroupName, request.logGroupIdentifier);
    List<Found> found = new ArrayList<>();
    store.streams(group).stream()
        .filter(request::wants)
        .forEach(stream -> collect(group, stream, request, found));
    found.sort(Comparator.comparingLong(Found::timestamp));
    return page(request, found);
  }

  private void collect(String group, String stream, Request request, List<Found> found) {
    store.find(group, stream).ifPresent(file -> collect(file, stream, request, found));
  }

  private static void collect(LogFile file, String stream, Request request, List<Found> found) {
    try {
      file.visit(
          0,
          file.size(),
          (event, start, _) -> {
            if (request.wants(event)) {
              found.add(
                  new Found(
                      stream,
                      event.timestamp(),
                      event.message(),
                      event.ingestionTime(),
                      stream + "@" + start));
            }
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object page(Request request, List<Found> found) {
    int from = request.nextToken == null ? 0 : number(request.nextToken);
    int to = Math.min(found.size(), from + (request.limit == null ? 10_000 : request.limit));
    List<Found> events = found.subList(Math.min(from, to), to);
    return to == found.size()
        ? Map.of("events", events)
        : Map.of("events", events, "nextToken", String.valueOf(to));
  }

  private static int number(String token) {
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException _) {
      throw AwsError.invalidParameter("The specified nextToken is invalid.");
    }
  }
}
