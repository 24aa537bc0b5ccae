package org.iguazu.api.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import org.iguazu.api.problem.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook shall be.
 *
 * @param url where to POST: {@code https://…}, up to 2,000 characters, without user or fragment
 */
public record WebhookRequest(String url) {

  private static final int LONGEST = 2_000;

  public WebhookRequest {
    String given = Violations.present(url, "/url", "is missing: where to POST");
    URI uri = parsed(given);
    new Violations()
        .require(
            uri != null
                && String.valueOf(uri.getScheme()).matches("(?i)https?")
                && uri.getHost() != null
                && uri.getPort() <= 65_535
                && given.length() <= LONGEST,
            "/url",
            "must be an address such as https://example.org/iguazu, of up to 2000 characters")
        .require(
            uri == null || uri.getRawUserInfo() == null,
            "/url",
            "must not name a user: a signature proves who calls")
        .require(uri == null || uri.getRawFragment() == null, "/url", "must not have a '#'")
        .orThrow();
  }

  private static @Nullable URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
