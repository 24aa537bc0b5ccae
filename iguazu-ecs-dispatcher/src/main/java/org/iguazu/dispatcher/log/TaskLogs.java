package org.iguazu.dispatcher.log;

import java.time.Instant;
import java.util.List;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.job.JobName;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.InvalidValueException;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.api.problem.ProblemException;
import org.iguazu.dispatcher.aws.CallFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Reads back what the main container of a task has written. */
public final class TaskLogs {

  private static final Logger LOG = LoggerFactory.getLogger(TaskLogs.class);

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
   * @throws InvalidValueException if {@code after} is no such {@code next}, or too old
   * @throws ProblemException with the code {@code unavailable} if CloudWatch Logs does not answer
   */
  public Page<LogLine> read(JobName job, String task, @Nullable String after, int limit) {
    try {
      return pageOf(eventsOf(job, task, after, Math.clamp(limit, 1, MOST)), after);
    } catch (ResourceNotFoundException e) {
      return new Page<>(List.of(), null); // nothing written yet
    } catch (InvalidParameterException e) {
      throw after == null ? unavailable(job, e) : wrongToken(e);
    } catch (SdkException e) {
      throw unavailable(job, e);
    }
  }

  /** All else that we ask with is right for certain. */
  private static InvalidValueException wrongToken(InvalidParameterException e) {
    var error =
        new FieldError(
            "",
            "query parameter 'after' must be the 'next' of an earlier page of this log, which is"
                + " good for 24 hours; leave it out to read from the beginning");
    var wrong = new InvalidValueException(List.of(error));
    wrong.initCause(e);
    return wrong;
  }

  private static ProblemException unavailable(JobName job, SdkException e) {
    LOG.warn("the log of a run of {} cannot be read: {}", job, e.toString());
    var problem =
        new ProblemException(
            Problem.of(
                ProblemCode.UNAVAILABLE,
                "CloudWatch Logs, which keeps the log, does not answer (%s). Try again."
                    .formatted(why(e))));
    problem.initCause(e);
    return problem;
  }

  private static String why(SdkException e) {
    return switch (CallFailure.of(e)) {
      case CallFailure.Throttled _ -> "it wants fewer calls";
      case CallFailure.Rejected(var code, _) -> "it refuses: " + code;
      case CallFailure.NotSent _ -> "it cannot be reached";
      case CallFailure.Unanswered _ -> "no usable answer came";
    };
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
