package org.iguazu.dispatcher.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SQS's client, made when it is first used: many servers have no queue. */
public final class SqsClients implements Supplier<SqsClient>, AutoCloseable {

  private final Once<SqsClient> client;

  SqsClients(Supplier<SqsClient> client) {
    this.client = new Once<>(client);
  }

  @Override
  public SqsClient get() {
    return client.get();
  }

  @Override
  public void close() {
    client.close();
  }
}
