package org.iguazu.loopback.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Operation;
import org.iguazu.loopback.wire.Service;
import org.jspecify.annotations.Nullable;

/** The calls of CloudWatch Logs. */
public final class LogsApi {

  private final LogStore store;
  private final FilterLogEvents filter;

  public LogsApi(LogStore store) {
    this.store = store;
    this.filter = new FilterLogEvents(store);
  }

  public Service service() {
    return new Service(
        "Logs_20140328",
        Map.of(
            "CreateLogGroup", Operation.of(CreateLogGroup.class, this::createGroup),
            "DescribeLogGroups", Operation.of(DescribeLogGroups.class, this::describeGroups),
            "DescribeLogStreams", Operation.of(DescribeLogStreams.class, this::describeStreams),
            "GetLogEvents", Operation.of(GetLogEvents.class, this::get),
            "FilterLogEvents", Operation.of(FilterLogEvents.Request.class, filter::answer)));
  }

  record CreateLogGroup(String logGroupName) {}

  private Object createGroup(CreateLogGroup request) {
    if (!store.createGroup(request.logGroupName)) {
      throw AwsError.of("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    return Map.of();
  }

  record DescribeLogGroups(@Nullable String logGroupNamePrefix) {}

  private Object describeGroups(DescribeLogGroups request) {
    return Map.of(
        "logGroups",
        store.groups().stream()
            .filter(name -> startsWith(name, request.logGroupNamePrefix))
            .map(name -> Map.of("logGroupName", name))
            .toList());
  }

  record DescribeLogStreams(
      @Nullable String logGroupName,
      @Nullable String logGroupIdentifier,
      @Nullable String logStreamNamePrefix,
      @Nullable Integer limit,
      @Nullable String nextToken) {}

  private Object describeStreams(DescribeLogStreams request) {
    String group = existing(store, request.logGroupName, request.logGroupIdentifier);
    String after = request.nextToken == null ? "" : request.nextToken;
    int limit = request.limit == null ? 50 : request.limit;
    List<String> names =
        store.streams(group).stream()
            .filter(name -> startsWith(name, request.logStreamNamePrefix))
            .filter(name -> name.compareTo(after) > 0)
            .toList();
    List<Map<String, String>> page =
        names.stream().limit(limit).map(name -> Map.of("logStreamName", name)).toList();
    return names.size() <= limit
        ? Map.of("logStreams", page)
        : Map.of("logStreams", page, "nextToken", names.get(limit - 1));
  }

  record GetLogEvents(
      @Nullable String logGroupName,
      @Nullable String logGroupIdentifier,
      String logStreamName,
      @Nullable Long startTime,
      @Nullable Long endTime,
      @Nullable Integer limit,
      @Nullable String nextToken,
      boolean startFromHead) {

    LogPage.Window window() {
      return new LogPage.Window(
          limit == null ? 10_000 : limit,
          startTime == null ? 0 : startTime,
          endTime == null ? Long.MAX_VALUE : endTime);
    }
  }

  private Object get(GetLogEvents request) {
    String group = existing(store, request.logGroupName, request.logGroupIdentifier);
    LogFile file =
        store
            .find(group, request.logStreamName)
            .orElseThrow(() -> notFound("The specified log stream does not exist."));
    try {
      return LogPage.read(file, request.window(), request.nextToken, request.startFromHead);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The group by name or by identifier, which is its name or its ARN. */
  static String existing(LogStore store, @Nullable String name, @Nullable String identifier) {
    String group = name != null ? name : nameIn(identifier);
    if (!store.hasGroup(group)) {
      throw notFound("The specified log group does not exist.");
    }
    return group;
  }

  private static String nameIn(@Nullable String identifier) {
    if (identifier == null) {
      throw AwsError.invalidParameter("logGroupName or logGroupIdentifier is needed");
    }
    return identifier.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "");
  }

  private static boolean startsWith(String name, @Nullable String prefix) {
    return prefix == null || name.startsWith(prefix);
  }

  private static AwsError notFound(String message) {
    return AwsError.of("ResourceNotFoundException", message);
  }
}
