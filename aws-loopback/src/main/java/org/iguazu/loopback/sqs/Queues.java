package org.iguazu.loopback.sqs;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.iguazu.loopback.arn.Arns;

/** The queues by name, and their addresses. */
public final class Queues {

  private final URI endpoint;
  private final Map<String, Queue> queues;

  /**
   * Queues that are there from the start; there are no others.
   *
   * @param endpoint where their addresses begin
   */
  public Queues(URI endpoint, Map<String, Queue> queues) {
    this.endpoint = endpoint;
    this.queues = Map.copyOf(queues);
  }

  /** What SQS calls the queue's URL. */
  public URI url(String name) {
    return endpoint.resolve("/" + Arns.ACCOUNT + "/" + name);
  }

  Optional<String> named(String name) {
    return queues.containsKey(name) ? Optional.of(url(name).toString()) : Optional.empty();
  }

  /** Whatever host it names: only the path tells queues apart. */
  Optional<Queue> at(String url) {
    return url.contains("/" + Arns.ACCOUNT + "/")
        ? Optional.ofNullable(queues.get(url.substring(url.lastIndexOf('/') + 1)))
        : Optional.empty();
  }
}
