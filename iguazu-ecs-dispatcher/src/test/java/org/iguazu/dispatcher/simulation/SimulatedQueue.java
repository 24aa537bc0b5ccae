package org.iguazu.dispatcher.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.iguazu.api.json.IguazuJson;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** ECS's events on their way: lost, doubled, overtaken, and received again after a while. */
final class SimulatedQueue implements SqsClient {

  private static final Duration HIDDEN = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(20);

  private final Fibers fibers;
  private final Faults faults;
  private final List<Sent> messages = new ArrayList<>();
  private int received;

  SimulatedQueue(Fibers fibers, Faults faults) {
    this.fibers = fibers;
    this.faults = faults;
  }

  private static final class Sent {

    private final String body;
    private Instant visibleFrom;
    private String handle = "";

    private Sent(String body, Instant visibleFrom) {
      this.body = body;
      this.visibleFrom = visibleFrom;
    }
  }

  /** ECS tells of a task. */
  void send(Task task) {
    if (!faults.events() || faults.oneIn(4)) {
      return;
    }
    int copies = faults.oneIn(4) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      Duration delay = faults.oneIn(4) ? fibers.upTo(LONGEST_DELAY) : Duration.ZERO;
      messages.add(new Sent(event(task), fibers.instant().plus(delay)));
    }
  }

  private static String event(Task task) {
    var detail = new HashMap<String, Object>();
    detail.put("taskArn", task.taskArn());
    detail.put("clusterArn", task.clusterArn());
    detail.put("startedBy", task.startedBy());
    detail.put("version", task.version());
    detail.put("lastStatus", task.lastStatus());
    detail.put("stopCode", task.stopCodeAsString());
    detail.put("stoppedReason", task.stoppedReason());
    detail.put("createdAt", task.createdAt());
    detail.put("startedAt", task.startedAt());
    detail.put("stoppedAt", task.stoppedAt());
    Container main = task.containers().getFirst();
    var container = new HashMap<String, Object>();
    container.put("name", main.name());
    container.put("exitCode", main.exitCode());
    detail.put("containers", List.of(container));
    return IguazuJson.strict()
        .writeValueAsString(Map.of("detail-type", "ECS Task State Change", "detail", detail));
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    fail();
    Instant now = fibers.instant();
    List<Message> taken =
        messages.stream()
            .filter(message -> !message.visibleFrom.isAfter(now))
            .limit(request.maxNumberOfMessages())
            .map(message -> take(message, now))
            .toList();
    fail();
    return ReceiveMessageResponse.builder().messages(taken).build();
  }

  private Message take(Sent message, Instant now) {
    message.visibleFrom = now.plus(HIDDEN);
    message.handle = String.valueOf(++received);
    return Message.builder().body(message.body).receiptHandle(message.handle).build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    fail();
    request
        .entries()
        .forEach(entry -> messages.removeIf(it -> it.handle.equals(entry.receiptHandle())));
    fail();
    return DeleteMessageBatchResponse.builder().failed(List.of()).build();
  }

  private void fail() {
    fibers.pause();
    if (faults.oneIn(10)) {
      throw SdkClientException.create("no answer");
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
