package org.iguazu.loopback.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature: in its query, if it was presigned, else in its headers.
 *
 * @param scope {@code <date>/<region>/s3/aws4_request}
 * @param expires how long after {@code date} it is good; a header's is for as long as clocks differ
 * @param payload the body's SHA-256 in hex, or a word that says that it is not signed
 */
record Signed(
    String accessKey,
    String scope,
    String date,
    Duration expires,
    List<String> headers,
    String signature,
    String payload,
    boolean presigned) {

  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  static Signed of(Request request) throws S3Error {
    String authorization = request.header("Authorization");
    return authorization == null
        ? presigned(parameters(request.rawQuery()))
        : inHeader(authorization, request);
  }

  private static Signed presigned(Map<String, String> query) throws S3Error {
    if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
      throw S3Error.denied("the request is not signed with " + ALGORITHM);
    }
    try {
      return signed(
          required(query, "X-Amz-Credential"),
          required(query, "X-Amz-Date"),
          Duration.ofSeconds(Long.parseLong(required(query, "X-Amz-Expires"))),
          required(query, "X-Amz-SignedHeaders"),
          required(query, "X-Amz-Signature"),
          query.getOrDefault("X-Amz-Content-Sha256", UNSIGNED),
          true);
    } catch (NumberFormatException noNumber) {
      throw S3Error.denied("X-Amz-Expires is no number of seconds");
    }
  }

  private static Signed inHeader(String authorization, Request request) throws S3Error {
    Map<String, String> parts = new TreeMap<>();
    for (String part : authorization.replaceFirst("^" + ALGORITHM + " ", "").split(", *", -1)) {
      int equals = part.indexOf('=');
      parts.put(part.substring(0, Math.max(equals, 0)), part.substring(equals + 1));
    }
    return signed(
        required(parts, "Credential"),
        String.valueOf(request.header("x-amz-date")),
        SKEW,
        required(parts, "SignedHeaders"),
        required(parts, "Signature"),
        String.valueOf(request.header("x-amz-content-sha256")),
        false);
  }

  private static Signed signed(
      String credential,
      String date,
      Duration expires,
      String headers,
      String signature,
      String payload,
      boolean presigned) {
    int slash = Math.max(credential.indexOf('/'), 0);
    return new Signed(
        credential.substring(0, slash),
        credential.substring(Math.min(slash + 1, credential.length())),
        date,
        expires,
        List.of(headers.split(";", -1)),
        signature,
        payload,
        presigned);
  }

  private static String required(Map<String, String> parts, String name) throws S3Error {
    String value = parts.get(name);
    if (value == null) {
      throw S3Error.denied(name + " is missing");
    }
    return value;
  }

  private static Map<String, String> parameters(@Nullable String rawQuery) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : (rawQuery == null ? "" : rawQuery).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** It must be good now: neither expired nor from the future. */
  void checkTime(Instant now) throws S3Error {
    Instant from = signedAt();
    if (now.isAfter(from.plus(expires))) {
      throw presigned
          ? S3Error.denied("Request has expired")
          : new S3Error(403, "RequestTimeTooSkewed", "the clocks differ by more than 15 minutes");
    }
    if (from.isAfter(now.plus(SKEW))) {
      throw S3Error.denied("Request is not valid yet");
    }
    if (expires.compareTo(Duration.ofDays(7)) > 0) {
      throw S3Error.denied("X-Amz-Expires must be less than a week");
    }
  }

  private Instant signedAt() throws S3Error {
    try {
      return BASIC.parse(date, Instant::from);
    } catch (DateTimeParseException noDate) {
      throw S3Error.denied("the request has no date such as 20261124T120000Z");
    }
  }
}
