package org.iguazu.dispatcher.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3's client and presigners, made when they are first used: many servers never see a file. */
public final class S3Clients implements AutoCloseable {

  private final boolean loopback;
  private final Once<S3Client> client;
  private final Once<S3Presigner> presigner;
  private final Once<S3Presigner> presignerForContainers;

  S3Clients(
      boolean loopback,
      Supplier<S3Client> client,
      Supplier<S3Presigner> presigner,
      Supplier<S3Presigner> presignerForContainers) {
    this.loopback = loopback;
    this.client = new Once<>(client);
    this.presigner = new Once<>(presigner);
    this.presignerForContainers = new Once<>(presignerForContainers);
  }

  public boolean isLoopback() {
    return loopback;
  }

  public S3Client client() {
    return client.get();
  }

  /** Signs URLs for callers, by itself; it calls nobody. */
  public S3Presigner presigner() {
    return presigner.get();
  }

  /** Signs URLs for containers. */
  public S3Presigner presignerForContainers() {
    return presignerForContainers.get();
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
    presignerForContainers.close();
  }
}
