package org.iguazu.api.upload;

import java.time.Instant;
import java.util.Map;

/**
 * Where a file's bytes are to be PUT, in one request, by whoever has this: it needs no key.
 *
 * @param url good for this file only
 * @param headers to be sent as they are here, besides Content-Length
 * @param until when the request must have begun
 */
public record UploadTarget(String url, Map<String, String> headers, Instant until) {

  public UploadTarget {
    headers = Map.copyOf(headers);
  }
}
