package org.iguazu.webhooks.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.iguazu.api.problem.Violations;

/**
 * Which addresses a webhook may be registered with. Only a courtesy to whoever registers it: what
 * counts is {@link GuardedResolver}, each time that something is sent.
 */
public final class Targets {

  private final WebhookProperties properties;

  public Targets(WebhookProperties properties) {
    this.properties = properties;
  }

  /**
   * Returns if the address may be called.
   *
   * @throws org.iguazu.api.problem.InvalidValueException if it may not
   */
  public void check(String text) {
    URI url = URI.create(text);
    Optional<String> objection = objection(url);
    if (objection.isEmpty() && isLiteral(url.getHost())) {
      objection = objectionTo(url.getHost());
    }
    new Violations().require(objection.isEmpty(), "/url", objection.orElse("")).orThrow();
  }

  /** Why the address must not be called, apart from where its host is. */
  Optional<String> objection(URI url) {
    if (url.getHost() == null) {
      return Optional.of("must name a host");
    }
    return "https".equalsIgnoreCase(url.getScheme()) || properties.allowHttp()
        ? Optional.empty()
        : Optional.of("must be https://…: this server sends nothing that can be read on its way");
  }

  private Optional<String> objectionTo(String literal) {
    var resolver =
        new GuardedResolver(InetAddress::getAllByName, properties.allowPrivateAddresses());
    try {
      resolver.resolve(literal);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("names an address that webhooks must not have");
    }
  }

  /** No name, so that nobody is asked for its address. */
  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+|0[xX].*|(?i)localhost");
  }
}
