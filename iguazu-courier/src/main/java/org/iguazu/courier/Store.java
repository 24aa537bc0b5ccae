package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.iguazu.api.upload.UploadTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets and puts files by presigned URLs, trying again what failed by chance. */
final class Store {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;

  private Store() {}

  /** What is done with an open connection. */
  @FunctionalInterface
  interface Exchange<T> {
    T with(HttpURLConnection connection) throws IOException;
  }

  /** Where bytes come from, from their beginning. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  /** What is read from a URL, each try from the beginning. */
  static <T> T get(String url, Exchange<T> exchange) throws IOException {
    return insist(() -> {
      HttpURLConnection connection = open(url);
      requireDone(connection);
      return exchange.with(connection);
    });
  }

  /** Puts so many bytes to where they belong. */
  static void put(UploadTarget target, long size, Source source) throws IOException {
    insist(() -> {
      HttpURLConnection connection = open(target.url());
      connection.setRequestMethod("PUT");
      target.headers().forEach(connection::setRequestProperty);
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(size);
      try (InputStream from = source.open();
          OutputStream to = connection.getOutputStream()) {
        from.transferTo(to);
      }
      requireDone(connection);
      return true;
    });
  }

  private static HttpURLConnection open(String url) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    return connection;
  }

  private static void requireDone(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status / 100 != 2) {
      throw new IOException(
          "the store answers %s with %d".formatted(connection.getRequestMethod(), status));
    }
  }

  /** Something that may be tried again. */
  @FunctionalInterface
  private interface Try<T> {
    T once() throws IOException;
  }

  private static <T> T insist(Try<T> attempt) throws IOException {
    Duration pause = PAUSE;
    for (int tries = 1; ; tries++) {
      try {
        return attempt.once();
      } catch (IOException e) {
        if (tries == TRIES) {
          throw e;
        }
        log.warn("trying again: {}", e.toString());
        LockSupport.parkNanos(pause.toNanos());
        pause = pause.multipliedBy(2);
      }
    }
  }
}
