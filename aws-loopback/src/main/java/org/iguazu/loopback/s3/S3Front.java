package org.iguazu.loopback.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Speaks S3's REST with path-style names: PutObject, GetObject, HeadObject and DeleteObject, of one
 * request each. Every bucket is there.
 */
public final class S3Front implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(S3Front.class.getName());
  private static final Pattern NAME = Pattern.compile("/[a-z0-9][a-z0-9.-]{2,62}/.{1,1024}");

  private final ObjectStore objects;
  private final Signatures signatures;

  public S3Front(ObjectStore objects, InstantSource clock) {
    this.objects = objects;
    this.signatures = new Signatures(clock);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange);
    } catch (S3Error error) {
      error.send(exchange);
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "answering S3 failed", bug);
      new S3Error(500, "InternalError", "loopback bug: " + bug).send(exchange);
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, S3Error {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestURI().getRawQuery(),
            exchange.getRequestHeaders());
    Signed signed = signatures.check(request);
    String name = exchange.getRequestURI().getPath();
    if (!NAME.matcher(name).matches()) {
      throw new S3Error(501, "NotImplemented", "aws-loopback knows no calls on buckets");
    }
    switch (request.method()) {
      case "PUT" -> put(exchange, request, signed, name);
      case "GET", "HEAD" -> get(exchange, request, find(name));
      case "DELETE" -> {
        objects.delete(name);
        exchange.sendResponseHeaders(204, -1);
      }
      default ->
          throw new S3Error(501, "NotImplemented", "aws-loopback does not " + request.method());
    }
  }

  private void put(HttpExchange exchange, Request request, Signed signed, String name)
      throws IOException, S3Error {
    if (request.header("Content-Length") == null) {
      throw new S3Error(411, "MissingContentLength", "the length of the body must be said");
    }
    if (signed.payload().startsWith("STREAMING-")) {
      throw new S3Error(501, "NotImplemented", "aws-loopback reads no aws-chunked bodies");
    }
    ObjectStore.Received received = objects.receive(exchange.getRequestBody());
    boolean kept = false;
    try {
      check(received, request, signed);
      String type = request.header("Content-Type");
      kept =
          objects.put(
              name,
              received,
              type == null ? "application/octet-stream" : type,
              "*".equals(request.header("If-None-Match")));
    } finally {
      if (!kept) {
        received.discard();
      }
    }
    if (!kept) {
      throw new S3Error(412, "PreconditionFailed", "there is an object of that name");
    }
    describe(exchange.getResponseHeaders(), find(name));
    exchange.getResponseHeaders().remove("Content-Type");
    exchange.sendResponseHeaders(200, -1);
  }

  private static void check(ObjectStore.Received received, Request request, Signed signed)
      throws S3Error {
    String checksum = request.header("x-amz-checksum-sha256");
    if (checksum != null && !checksum.equals(received.sha256())) {
      throw new S3Error(400, "BadDigest", "the SHA-256 you specified did not match the body");
    }
    if (!signed.payload().equals(Signed.UNSIGNED)
        && !signed.payload().equals(hex(received.sha256()))) {
      throw new S3Error(
          400, "XAmzContentSHA256Mismatch", "x-amz-content-sha256 did not match the body");
    }
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private StoredObject find(String name) throws IOException, S3Error {
    return objects
        .find(name)
        .orElseThrow(() -> new S3Error(404, "NoSuchKey", "The specified key does not exist."));
  }

  private void get(HttpExchange exchange, Request request, StoredObject object)
      throws IOException, S3Error {
    Range range = Range.of(request.header("Range"), object.size());
    Headers headers = exchange.getResponseHeaders();
    describe(headers, object);
    headers.set("Accept-Ranges", "bytes");
    if (range.whole() && "ENABLED".equals(request.header("x-amz-checksum-mode"))) {
      headers.set("x-amz-checksum-type", "FULL_OBJECT");
    } else {
      headers.remove("x-amz-checksum-sha256");
    }
    if (!range.whole()) {
      headers.set("Content-Range", range.header(object.size()));
    }
    send(exchange, range, object);
  }

  private void send(HttpExchange exchange, Range range, StoredObject object) throws IOException {
    int status = range.whole() ? 200 : 206;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(range.length()));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    try (FileChannel bytes = objects.open(object)) {
      exchange.sendResponseHeaders(status, range.length() == 0 ? -1 : range.length());
      OutputStream body = exchange.getResponseBody();
      bytes.transferTo(range.first(), range.length(), Channels.newChannel(body));
    }
  }

  private static void describe(Headers headers, StoredObject object) {
    headers.set("ETag", "\"" + object.md5() + "\"");
    headers.set("x-amz-checksum-sha256", object.sha256());
    headers.set("Content-Type", object.contentType());
    headers.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(object.modified().atOffset(ZoneOffset.UTC)));
  }
}
