package org.iguazu.loopback.s3;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request without its body.
 *
 * @param rawPath as it was sent, escapes and all: it was signed so
 */
record Request(String method, String rawPath, @Nullable String rawQuery, Headers headers) {

  @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  /** All values of a header, as they are signed. */
  String canonical(String name) {
    return String.join(",", headers.getOrDefault(name, List.of())).strip().replaceAll(" +", " ");
  }

  /**
   * A header of S3's own that stands in the request and not in this list; null if there is none.
   */
  @Nullable String amzHeaderNotIn(List<String> signed) {
    return headers.keySet().stream()
        .map(it -> it.toLowerCase(Locale.ROOT))
        .filter(it -> it.startsWith("x-amz-") && !signed.contains(it))
        .findFirst()
        .orElse(null);
  }
}
