package org.iguazu.dispatcher.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3's client and presigner, made when they are first used: many servers never see a file. */
public final class S3Clients implements AutoCloseable {

  private final boolean loopback;
  private final Once<S3Client> client;
  private final Once<S3Presigner> presigner;

  S3Clients(boolean loopback, Supplier<S3Client> client, Supplier<S3Presigner> presigner) {
    this.loopback = loopback;
    this.client = new Once<>(client);
    this.presigner = new Once<>(presigner);
  }

  public boolean isLoopback() {
    return loopback;
  }

  public S3Client client() {
    return client.get();
  }

  /** Signs by itself; it calls nobody. */
  public S3Presigner presigner() {
    return presigner.get();
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
  }
}
