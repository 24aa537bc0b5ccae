package org.iguazu.dispatcher.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Asks SQS for ECS's events. */
public final class TaskEventQueue {

  private static final int MOST = 10;

  private final Supplier<SqsClient> sqs;
  private final EventProperties properties;

  public TaskEventQueue(Supplier<SqsClient> sqs, EventProperties properties) {
    this.sqs = sqs;
    this.properties = properties;
  }

  boolean isThere() {
    return properties.queueUrl() != null;
  }

  String url() {
    return String.valueOf(properties.queueUrl());
  }

  /** Waits for the next events, not longer than SQS lets it; they come again unless deleted. */
  List<Message> receive() {
    return sqs.get()
        .receiveMessage(request ->
            request
                .queueUrl(url())
                .maxNumberOfMessages(MOST)
                .waitTimeSeconds(Math.toIntExact(properties.longPoll().toSeconds()))
                .visibilityTimeout(Math.toIntExact(properties.hidden().toSeconds())))
        .messages();
  }

  /**
   * Deletes what {@link #receive} gave.
   *
   * @return the codes of those that SQS has not deleted
   */
  List<String> delete(List<Message> messages) {
    var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    return sqs
        .get()
        .deleteMessageBatch(request -> request.queueUrl(url()).entries(entries))
        .failed()
        .stream()
        .map(BatchResultErrorEntry::code)
        .toList();
  }
}
