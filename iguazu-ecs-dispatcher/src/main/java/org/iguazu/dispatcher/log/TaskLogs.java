package org.iguazu.dispatcher.log;

import java.time.Instant;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.job.JobName;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Reads back what the main container of a task has written. */
public final class TaskLogs {

  private static final int MOST = 10_000;

  private final CloudWatchLogsClient logs;
  private final LogProperties properties;

  public TaskLogs(CloudWatchLogsClient logs, LogProperties properties) {
    this.logs = logs;
    this.properties = properties;
  }

  /**
   * Lines of {@code task}, oldest first, from where {@code after} left off.
   *
   * @param task the task's ARN
   * @param after the {@code next} of an earlier page, or null to begin
   * @return a page without {@code next} once there is nothing more to read for now; whoever follows
   *     a running task asks again with the last {@code next} it got
   */
  public Page<LogLine> read(JobName job, String task, @Nullable String after, int limit) {
    try {
      return pageOf(eventsOf(job, task, after, Math.clamp(limit, 1, MOST)), after);
    } catch (ResourceNotFoundException e) {
      return new Page<>(List.of(), null); // nothing written yet
    }
  }

  private GetLogEventsResponse eventsOf(
      JobName job, String task, @Nullable String after, int limit) {
    return logs.getLogEvents(request ->
        request
            .logGroupName(properties.groupOf(job))
            .logStreamName(streamOf(task))
            .startFromHead(true)
            .nextToken(after)
            .limit(limit));
  }

  private static Page<LogLine> pageOf(GetLogEventsResponse answer, @Nullable String after) {
    String next = answer.nextForwardToken();
    boolean end = next == null || next.equals(after); // CloudWatch repeats the token at the end
    return new Page<>(answer.events().stream().map(TaskLogs::lineOf).toList(), end ? null : next);
  }

  private static LogLine lineOf(OutputLogEvent event) {
    return new LogLine(Instant.ofEpochMilli(event.timestamp()), event.message());
  }

  private static String streamOf(String task) {
    return LogProperties.STREAM_PREFIX + "/main/" + task.substring(task.lastIndexOf('/') + 1);
  }
}
