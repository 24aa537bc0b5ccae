package org.iguazu.webhooks.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts, and keeps back those that may not be reached. The HTTP client
 * connects to what this answers and asks nobody else, so that a name cannot mean one address when
 * it is checked and another when it is connected to.
 */
final class GuardedResolver implements DnsResolver {

  /** Where addresses come from. */
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  private final Lookup lookup;
  private final boolean privateToo;

  GuardedResolver(Lookup lookup, boolean privateToo) {
    this.lookup = lookup;
    this.privateToo = privateToo;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = lookup.addressesOf(host);
    InetAddress[] allowed =
        Arrays.stream(all).filter(this::mayBeReached).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new OutOfReachException(
          "host '%s' has only addresses that webhooks must not have".formatted(host));
    }
    return allowed;
  }

  private boolean mayBeReached(InetAddress address) {
    return switch (Reach.of(address)) {
      case PUBLIC -> true;
      case PRIVATE -> privateToo;
      case NOBODYS -> false;
    };
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
