package org.iguazu.job.dispatch;

import java.net.URI;
import java.util.Map;
import org.iguazu.api.dispatch.DispatchEnvironment;

/**
 * Where a runner learns its work.
 *
 * @param url the server's address
 * @param token the capability for one dispatch
 */
public record Address(URI url, String token) {

  /**
   * As the container's environment has it.
   *
   * @throws MisconfiguredException if it does not
   */
  public static Address in(Map<String, String> environment) {
    String url = variable(environment, DispatchEnvironment.URL);
    try {
      return new Address(URI.create(url), variable(environment, DispatchEnvironment.TOKEN));
    } catch (IllegalArgumentException e) {
      throw new MisconfiguredException(
          "%s must be an address such as http://127.0.0.1:8080, but is '%s'"
              .formatted(DispatchEnvironment.URL, url));
    }
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new MisconfiguredException(
          name
              + " is not set: a job is started by Iguazú, which sets it. In a test, use"
              + " JobRunner.");
    }
    return value;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
