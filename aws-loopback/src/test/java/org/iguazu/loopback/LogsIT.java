package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What containers print can be read as from CloudWatch Logs. */
final class LogsIT {

  @TempDir Path directory;
  private Loopback loopback;
  private String stream = "";

  /** A task that has printed the numbers from 1 to 25, and an empty line in between. */
  @BeforeEach
  void start() {
    loopback = Loopback.in(directory, config -> config.withLogCap(600));
    stream = streamOf("seq 1 12; echo; seq 13 25");
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  private String streamOf(String script) {
    String arn = loopback.run(loopback.registerScript("prints", script));
    loopback.awaitStopped(arn);
    return "job/main/" + arn.substring(arn.lastIndexOf('/') + 1);
  }

  private GetLogEventsResponse get(Consumer<GetLogEventsRequest.Builder> changes) {
    return loopback.logs.getLogEvents(
        r -> r.logGroupName(Loopback.GROUP).logStreamName(stream).applyMutation(changes));
  }

  private static List<String> messages(GetLogEventsResponse response) {
    return response.events().stream().map(OutputLogEvent::message).toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  @Test
  void aLogIsReadForwardsFromItsHead() {
    GetLogEventsResponse first = get(r -> r.startFromHead(true).limit(10));
    GetLogEventsResponse second = get(r -> r.nextToken(first.nextForwardToken()).limit(10));

    assertThat(messages(first)).isEqualTo(numbers(1, 10));
    assertThat(messages(second)).isEqualTo(numbers(11, 20));
  }

  @Test
  void withoutAStartTheLastEventsComeAndTheOnesBeforeThemByTheBackwardToken() {
    GetLogEventsResponse last = get(r -> r.limit(10));
    GetLogEventsResponse before = get(r -> r.nextToken(last.nextBackwardToken()).limit(10));
    GetLogEventsResponse after = get(r -> r.nextToken(before.nextForwardToken()).limit(100));

    assertThat(messages(last)).isEqualTo(numbers(16, 25));
    assertThat(messages(before)).isEqualTo(numbers(6, 15));
    assertThat(messages(after)).isEqualTo(numbers(16, 25));
  }

  @Test
  void atEitherEndTheSameTokenComesBack() {
    GetLogEventsResponse all = get(r -> r.startFromHead(true));

    GetLogEventsResponse end = get(r -> r.nextToken(all.nextForwardToken()));
    GetLogEventsResponse head = get(r -> r.nextToken(all.nextBackwardToken()));

    assertThat(end.events()).isEmpty();
    assertThat(end.nextForwardToken()).isEqualTo(all.nextForwardToken());
    assertThat(head.events()).isEmpty();
    assertThat(head.nextBackwardToken()).isEqualTo(all.nextBackwardToken());
  }

  @Test
  void eventsAreChosenByTime() {
    long at = get(r -> r.startFromHead(true)).events().getFirst().timestamp();

    assertThat(Instant.ofEpochMilli(at)).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(get(r -> r.startTime(at)).events()).hasSize(25);
    assertThat(get(r -> r.startTime(at + 3_600_000)).events()).isEmpty();
    assertThat(get(r -> r.endTime(at)).events()).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> get(r -> r.logStreamName("job/main/other")));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> get(r -> r.logGroupName("../..")));
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> loopback.logs.describeLogStreams(r -> r.logGroupName("other")));
  }

  @Test
  void limitsAndTokensOutOfBoundsAreInvalid() {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> get(r -> r.limit(10_001)));
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> get(r -> r.nextToken("f/12345678")));
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> get(r -> r.nextToken("nonsense")));
  }

  @Test
  void aStreamThatIsFullSaysThatItWasCut() {
    stream = streamOf("seq 1000 2000");

    List<String> messages = messages(get(r -> r.startFromHead(true)));

    assertThat(messages).hasSizeLessThan(40).startsWith("1000", "1001");
    assertThat(messages.getLast()).startsWith("[log cut");
  }

  @Test
  void logsSurviveARestart() {
    loopback.close();

    loopback = Loopback.in(directory, config -> config);

    assertThat(messages(get(r -> r.startFromHead(true)))).isEqualTo(numbers(1, 25));
  }

  @Test
  void streamsAreListedAndEventsFoundByTheirWords() {
    String other = streamOf("echo needle in hay; echo hay");

    List<String> streams =
        loopback.logs.describeLogStreams(r -> r.logGroupName(Loopback.GROUP)).logStreams().stream()
            .map(LogStream::logStreamName)
            .toList();
    List<FilteredLogEvent> found =
        loopback
            .logs
            .filterLogEvents(r -> r.logGroupName(Loopback.GROUP).filterPattern("needle"))
            .events();

    assertThat(streams).containsExactlyInAnyOrder(stream, other);
    assertThat(found).extracting(FilteredLogEvent::message).containsExactly("needle in hay");
    assertThat(found).extracting(FilteredLogEvent::logStreamName).containsExactly(other);
  }
}
