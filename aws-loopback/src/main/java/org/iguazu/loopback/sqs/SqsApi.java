package org.iguazu.loopback.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Operation;
import org.iguazu.loopback.wire.Service;
import org.jspecify.annotations.Nullable;

/** The calls of SQS, in the JSON protocol that its clients speak since 2023. */
public final class SqsApi {

  private static final int MOST_AT_ONCE = 10;
  private static final int LONGEST_WAIT = 20;
  private static final int LONGEST_HIDDEN = 43_200;
  private static final int LONGEST_DELAY = 900;
  private static final Pattern HANDLE = Pattern.compile("[0-9a-f-]{36}#[0-9]{1,9}");

  private final Queues queues;

  public SqsApi(Queues queues) {
    this.queues = queues;
  }

  public Service service() {
    return new Service(
        "AmazonSQS",
        Map.of(
            "GetQueueUrl", Operation.of(GetQueueUrl.class, this::url),
            "GetQueueAttributes", Operation.of(QueueAttributes.class, this::attributes),
            "SendMessage", Operation.of(SendMessage.class, this::send),
            "ReceiveMessage", Operation.of(ReceiveMessage.class, this::receive),
            "DeleteMessage", Operation.of(DeleteMessage.class, this::delete),
            "DeleteMessageBatch", Operation.of(DeleteBatch.class, this::deleteBatch)));
  }

  record GetQueueUrl(@JsonProperty("QueueName") String name) {}

  private Object url(GetQueueUrl request) {
    return Map.of("QueueUrl", queues.named(request.name).orElseThrow(SqsApi::noQueue));
  }

  record QueueAttributes(@JsonProperty("QueueUrl") @Nullable String url) {}

  private Object attributes(QueueAttributes request) {
    return Map.of("Attributes", queue(request.url).attributes());
  }

  record SendMessage(
      @JsonProperty("QueueUrl") @Nullable String url,
      @JsonProperty("MessageBody") @Nullable String body,
      @JsonProperty("DelaySeconds") @Nullable Integer delay) {}

  private Object send(SendMessage request) {
    Duration delay = seconds("DelaySeconds", request.delay, 0, LONGEST_DELAY);
    demand(
        request.body != null && !request.body.isEmpty(),
        "MissingParameter",
        "The request must contain the parameter MessageBody.");
    Message sent = queue(request.url).send(String.valueOf(request.body), delay);
    return Map.of("MessageId", sent.id(), "MD5OfMessageBody", Message.md5(sent.body()));
  }

  record ReceiveMessage(
      @JsonProperty("QueueUrl") @Nullable String url,
      @JsonProperty("MaxNumberOfMessages") @Nullable Integer most,
      @JsonProperty("VisibilityTimeout") @Nullable Integer hidden,
      @JsonProperty("WaitTimeSeconds") @Nullable Integer longest,
      @JsonProperty("AttributeNames") @Nullable List<String> oldNames,
      @JsonProperty("MessageSystemAttributeNames") @Nullable List<String> names) {

    boolean wantsAttributes() {
      return Stream.of(oldNames, names).anyMatch(wanted -> wanted != null && !wanted.isEmpty());
    }
  }

  private Object receive(ReceiveMessage request) {
    int most = request.most == null ? 1 : request.most;
    demand(
        most >= 1 && most <= MOST_AT_ONCE,
        "InvalidParameterValue",
        "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
            .formatted(most));
    List<Message> received =
        queue(request.url)
            .receive(
                most,
                seconds("VisibilityTimeout", request.hidden, 30, LONGEST_HIDDEN),
                seconds("WaitTimeSeconds", request.longest, 0, LONGEST_WAIT));
    boolean withAttributes = request.wantsAttributes();
    return received.isEmpty() // then SQS leaves the member out
        ? Map.of()
        : Map.of("Messages", received.stream().map(it -> it.shown(withAttributes)).toList());
  }

  record DeleteMessage(
      @JsonProperty("QueueUrl") @Nullable String url,
      @JsonProperty("ReceiptHandle") @Nullable String handle) {}

  private Object delete(DeleteMessage request) {
    Queue queue = queue(request.url);
    if (!isHandle(request.handle)) {
      throw AwsError.of(
          "ReceiptHandleIsInvalid", "The input receipt handle is invalid: " + request.handle);
    }
    queue.delete(String.valueOf(request.handle));
    return Map.of();
  }

  record DeleteBatch(
      @JsonProperty("QueueUrl") @Nullable String url,
      @JsonProperty("Entries") @Nullable List<Entry> entries) {

    record Entry(
        @JsonProperty("Id") String id, @JsonProperty("ReceiptHandle") @Nullable String handle) {

      private Map<String, Object> failed() {
        return Map.of("Id", id, "SenderFault", true, "Code", "ReceiptHandleIsInvalid");
      }
    }
  }

  private Object deleteBatch(DeleteBatch request) {
    Queue queue = queue(request.url);
    List<DeleteBatch.Entry> entries = request.entries == null ? List.of() : request.entries;
    demand(!entries.isEmpty(), "EmptyBatchRequest", "There are no entries in the batch request.");
    demand(
        entries.size() <= MOST_AT_ONCE,
        "TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are 10.");
    demand(
        new HashSet<>(entries.stream().map(DeleteBatch.Entry::id).toList()).size()
            == entries.size(),
        "BatchEntryIdsNotDistinct",
        "Two or more batch entries in the request have the same Id.");
    List<DeleteBatch.Entry> good = entries.stream().filter(it -> isHandle(it.handle)).toList();
    good.forEach(entry -> queue.delete(String.valueOf(entry.handle)));
    return Map.of(
        "Successful", good.stream().map(entry -> Map.of("Id", entry.id)).toList(),
        "Failed",
            entries.stream()
                .filter(it -> !isHandle(it.handle))
                .map(DeleteBatch.Entry::failed)
                .toList());
  }

  private static boolean isHandle(@Nullable String handle) {
    return handle != null && HANDLE.matcher(handle).matches();
  }

  private Queue queue(@Nullable String url) {
    return queues.at(url == null ? "" : url).orElseThrow(SqsApi::noQueue);
  }

  private static AwsError noQueue() {
    return AwsError.of("QueueDoesNotExist", "The specified queue does not exist.");
  }

  private static Duration seconds(String name, @Nullable Integer value, int otherwise, int most) {
    int seconds = value == null ? otherwise : value;
    demand(
        seconds >= 0 && seconds <= most,
        "InvalidParameterValue",
        "Value %d for parameter %s is invalid. Reason: Must be >= 0 and <= %d, if provided."
            .formatted(seconds, name, most));
    return Duration.ofSeconds(seconds);
  }

  private static void demand(boolean met, String code, String message) {
    if (!met) {
      throw AwsError.of(code, message);
    }
  }
}
