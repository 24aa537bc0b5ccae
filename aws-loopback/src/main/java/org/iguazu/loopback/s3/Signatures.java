package org.iguazu.loopback.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures (AWS Signature Version 4) as S3 does, so that a URL that was changed or has
 * expired does not work here either. The one key is what the SDK is given for a loopback.
 */
final class Signatures {

  private static final String ACCESS_KEY = "loopback";
  private static final String SECRET = "loopback";

  private final InstantSource clock;

  Signatures(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns what was signed, once it is sure that it was. */
  Signed check(Request request) throws S3Error {
    Signed signed = Signed.of(request);
    if (!signed.accessKey().equals(ACCESS_KEY)) {
      throw new S3Error(403, "InvalidAccessKeyId", "the access key is not " + ACCESS_KEY);
    }
    signed.checkTime(clock.instant());
    String forgotten = request.amzHeaderNotIn(signed.headers());
    if (forgotten != null || !signed.headers().contains("host")) {
      throw S3Error.denied("headers are not signed: " + (forgotten == null ? "host" : forgotten));
    }
    byte[] expected = expected(request, signed).getBytes(UTF_8);
    if (!MessageDigest.isEqual(expected, signed.signature().getBytes(UTF_8))) {
      throw new S3Error(403, "SignatureDoesNotMatch", "the signature is not that of this request");
    }
    return signed;
  }

  private static String expected(Request request, Signed signed) {
    String toSign =
        String.join(
            "\n",
            Signed.ALGORITHM,
            signed.date(),
            signed.scope(),
            Digests.hexSha256(canonical(request, signed)));
    return HexFormat.of().formatHex(Digests.hmac(key(signed.scope()), toSign));
  }

  /** A key of its own for each day, region and service: each part signs the next. */
  private static byte[] key(String scope) {
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = Digests.hmac(key, part);
    }
    return key;
  }

  private static String canonical(Request request, Signed signed) {
    String headers =
        signed.headers().stream()
            .map(it -> it + ":" + request.canonical(it) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        request.rawPath(),
        query(request.rawQuery()),
        headers,
        String.join(";", signed.headers()),
        signed.payload());
  }

  private static String query(@Nullable String raw) {
    if (raw == null) {
      return "";
    }
    return Arrays.stream(raw.split("&", -1))
        .filter(it -> !it.startsWith("X-Amz-Signature="))
        .map(it -> it.contains("=") ? it : it + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }
}
