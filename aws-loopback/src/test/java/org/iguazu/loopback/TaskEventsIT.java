package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.FaultRule;
import org.iguazu.loopback.faults.When;
import org.iguazu.loopback.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;
import tools.jackson.databind.JsonNode;

/** ECS's events arrive in a queue that behaves as SQS's standard queues do. */
final class TaskEventsIT extends WireFixture {

  private SqsClient sqs;
  private String queue;

  @BeforeEach
  void connect() {
    loopback.register("job", _ -> {});
    sqs =
        SqsClient.builder()
            .endpointOverride(loopback.server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    queue = loopback.server.taskEvents().toString();
  }

  @AfterEach
  void disconnect() {
    sqs.close();
  }

  @Test
  void eachChangeOfATaskIsAnEventThatSaysWhatDescribeTasksSays() {
    String arn = loopback.run("job", run -> run.startedBy("me-1")).tasks().getFirst().taskArn();
    engine.end(arn, 3);

    List<JsonNode> events = events();
    Task described = loopback.describe(arn);

    assertThat(events)
        .extracting(event -> event.path("detail").path("lastStatus").asString())
        .startsWith("PENDING", "RUNNING")
        .endsWith("STOPPED");
    JsonNode last = events.getLast();
    JsonNode detail = last.path("detail");
    assertThat(last.path("source").asString()).isEqualTo("aws.ecs");
    assertThat(last.path("detail-type").asString()).isEqualTo("ECS Task State Change");
    assertThat(last.path("resources").path(0).asString()).isEqualTo(arn);
    assertThat(detail.path("version").asLong()).isEqualTo(described.version());
    assertThat(detail.path("startedBy").asString()).isEqualTo("me-1");
    assertThat(detail.path("containers").path(0).path("exitCode").asInt()).isEqualTo(3);
    assertThat(Instant.parse(detail.path("stoppedAt").asString())).isEqualTo(described.stoppedAt());
  }

  @Test
  void whatIsReceivedIsHiddenForAWhileAndComesAgainUnlessItIsDeleted() {
    sqs.sendMessage(send -> send.queueUrl(queue).messageBody("hello"));

    Message first = receive(Duration.ofSeconds(30)).getFirst();
    assertThat(receive(Duration.ofSeconds(30))).isEmpty();
    later(Duration.ofSeconds(30));
    Message second = receive(Duration.ofSeconds(30)).getFirst();

    assertThat(second.messageId()).isEqualTo(first.messageId());
    assertThat(second.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
        .isEqualTo("2");
    delete(first); // of an older receiving: does nothing
    later(Duration.ofSeconds(30));
    Message third = receive(Duration.ofSeconds(30)).getFirst();
    delete(third);
    later(Duration.ofSeconds(30));
    assertThat(receive(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void aLongPollIsAnsweredWhenAMessageComes() throws InterruptedException {
    var received = new ArrayList<Message>();
    Thread poll =
        Thread.startVirtualThread(() ->
            received.addAll(
                sqs.receiveMessage(it -> it.queueUrl(queue).waitTimeSeconds(20)).messages()));

    sqs.sendMessage(send -> send.queueUrl(queue).messageBody("hello"));

    assertThat(poll.join(Duration.ofSeconds(10))).isTrue();
    assertThat(received).extracting(Message::body).containsExactly("hello");
  }

  @Test
  void aMessageIsKeptForFourDays() {
    sqs.sendMessage(send -> send.queueUrl(queue).messageBody("hello"));

    later(Duration.ofDays(4).plusSeconds(1));

    assertThat(receive(Duration.ZERO)).isEmpty();
  }

  @Test
  void whatIsWrongIsAnsweredAsSqsDoes() {
    assertThatThrownBy(() -> sqs.receiveMessage(it -> it.queueUrl(queue + "-not")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(() -> sqs.getQueueUrl(it -> it.queueName("none")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(() -> sqs.deleteMessage(it -> it.queueUrl(queue).receiptHandle("x")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
    assertThatThrownBy(() -> sqs.receiveMessage(it -> it.queueUrl(queue).maxNumberOfMessages(11)))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("MaxNumberOfMessages");
    assertThat(
            sqs.deleteMessageBatch(it ->
                    it.queueUrl(queue)
                        .entries(
                            DeleteMessageBatchRequestEntry.builder()
                                .id("1")
                                .receiptHandle("x")
                                .build()))
                .failed())
        .hasSize(1);
  }

  @Test
  void eventsGetLostAndDoubledAndOvertakenByScript() {
    var faults = loopback.server.faults();
    faults.add(FaultRule.EVENT, new When.Nth(1), new Fault.Delayed(Duration.ofSeconds(9)));
    faults.add(FaultRule.EVENT, new When.Nth(2), new Fault.Doubled());
    faults.add(FaultRule.EVENT, new When.Nth(3), new Fault.Dropped());

    engine.end(loopback.run("job"), 0);
    List<JsonNode> events = events();
    later(Duration.ofSeconds(9));
    events.addAll(events());

    assertThat(events)
        .extracting(event -> event.path("detail").path("version").asInt())
        .containsExactly(2, 2, 5, 1);
  }

  @Test
  void noCallSuffersWhatEventsSuffer() {
    var faults = loopback.server.faults();
    faults.add(FaultRule.EVENT, new When.Always(), new Fault.Delayed(Duration.ofHours(1)));
    faults.add("*", new When.Nth(2), new Fault.FailedBefore());

    String arn = loopback.run("job");

    assertThat(events()).isEmpty(); // the second call, made again by the SDK
    assertThat(loopback.describe(arn).lastStatus()).isEqualTo("RUNNING");
  }

  @Test
  void ecssClockGoesWrong() {
    loopback
        .server
        .faults()
        .add("RunTask", new When.Nth(1), new Fault.ClockWrong(Duration.ofMinutes(-5)));

    Task task = loopback.run("job", _ -> {}).tasks().getFirst();

    assertThat(task.createdAt()).isEqualTo(clock.instant().minus(Duration.ofMinutes(5)));
  }

  private List<JsonNode> events() {
    var events = new ArrayList<JsonNode>();
    List<Message> page;
    do {
      page = receive(Duration.ofHours(1));
      page.forEach(message -> events.add(event(message)));
    } while (!page.isEmpty());
    return events;
  }

  private static JsonNode event(Message message) {
    return Json.MAPPER.readTree(message.body());
  }

  private List<Message> receive(Duration hidden) {
    return sqs.receiveMessage(it ->
            it.queueUrl(queue)
                .maxNumberOfMessages(10)
                .visibilityTimeout((int) hidden.toSeconds())
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void delete(Message message) {
    sqs.deleteMessage(it -> it.queueUrl(queue).receiptHandle(message.receiptHandle()));
  }
}
