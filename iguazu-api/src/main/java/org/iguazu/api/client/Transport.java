package org.iguazu.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.Page;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends calls to the server, and sends them again where that does no harm. */
final class Transport {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BYTES_TIMEOUT = Duration.ofHours(1);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final JsonMapper JSON = IguazuJson.tolerant();

  private final URI server;
  private final String apiKey;
  private final String userAgent;
  private final RetryPolicy retries;
  private final InstantSource clock;
  private final HttpClient http;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();

  Transport(
      URI server,
      String apiKey,
      String userAgent,
      RetryPolicy retries,
      Duration connectTimeout,
      InstantSource clock) {
    this.server = server;
    this.apiKey = apiKey;
    this.userAgent = userAgent;
    this.retries = retries;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
  }

  InstantSource clock() {
    return clock;
  }

  <T> T exchange(Call call, Class<T> type) {
    return Answers.value(send(call), type);
  }

  <T> Page<T> page(Path path, Class<T> item) {
    return Answers.page(send(Call.get(path.toString())), item);
  }

  /** Makes a call whose success has no body. */
  void run(Call call) {
    send(call);
  }

  /** Puts bytes where Iguazú said, which is not Iguazú itself: without the API key. */
  void put(URI target, Map<String, String> headers, BodyPublisher bytes) {
    var request = HttpRequest.newBuilder(target).timeout(BYTES_TIMEOUT).PUT(bytes);
    headers.forEach(request::header);
    Instant begun = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> answer = sendOnce(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 == 2) {
          return;
        }
        String said = new String(answer.body(), UTF_8);
        if (!passes(answer.statusCode())) {
          throw new UploadRefusedException(answer.statusCode(), said);
        }
        throw new IOException("HTTP %d: %s".formatted(answer.statusCode(), said));
      } catch (IOException e) {
        pauseOrThrow(attempt, begun, e);
      }
    }
  }

  /** Gets bytes from where Iguazú said, which is not Iguazú itself: without the API key. */
  void download(URI source, java.nio.file.Path target) throws IOException {
    var request = HttpRequest.newBuilder(source).timeout(BYTES_TIMEOUT).build();
    Instant begun = clock.instant();
    for (int attempt = 1; ; attempt++) {
      int status;
      try {
        status = sendOnce(request, BodyHandlers.ofFile(target)).statusCode();
        if (status == 200) {
          return;
        }
      } catch (IOException e) {
        pauseOrThrow(attempt, begun, e);
        continue;
      }
      var failure = new IOException("the store of files answers with HTTP " + status);
      if (!passes(status)) {
        throw failure;
      }
      pauseOrThrow(attempt, begun, failure);
    }
  }

  /**
   * Opens a stream of server-sent events; the caller reads it to its end and closes it.
   *
   * @param lastEventId the id of the event after which to go on, if the stream's events have ids
   * @throws IOException if it cannot be had now, but may be later
   */
  InputStream open(String path, @Nullable String lastEventId) throws IOException {
    var request = request(Call.get(path)).setHeader("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.setHeader("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> response = sendOnce(request.build(), BodyHandlers.ofInputStream());
    InputStream stream = response.body();
    if (response.statusCode() == 200) {
      streams.add(stream);
      return stream;
    }
    try (stream) {
      ProblemException problem = Answers.problem(response, stream.readNBytes(64 * 1024));
      if (passes(response.statusCode())) {
        throw new IOException(problem.getMessage());
      }
      throw problem;
    }
  }

  void close(InputStream stream) {
    streams.remove(stream);
    try {
      stream.close();
    } catch (IOException e) {
      // it is of no use to anybody any more
    }
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  void close() {
    closed.countDown();
    streams.forEach(this::close);
  }

  /**
   * Waits before the {@code attempt}-th attempt is followed by another, or throws {@code failure}.
   */
  void pauseOrThrow(int attempt, Instant begun, IOException failure) {
    Duration pause =
        retries
            .pauseAfter(attempt, Duration.between(begun, clock.instant()), null)
            .orElseThrow(() -> new UnreachableException(server, attempt, failure));
    pause(pause);
  }

  private HttpResponse<byte[]> send(Call call) {
    HttpRequest request = request(call).build();
    Instant begun = clock.instant();
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response = sendOnce(request, BodyHandlers.ofByteArray());
        Optional<Duration> pause = pauseAfter(response, call, attempt, begun);
        if (pause.isEmpty()) {
          return successOf(response, call, attempt);
        }
        pause(pause.get());
      } catch (IOException e) {
        if (!call.repeatable() && !neverSent(e)) {
          throw new UnreachableException(server, attempt, e);
        }
        pauseOrThrow(attempt, begun, e);
      }
    }
  }

  private <B> HttpResponse<B> sendOnce(HttpRequest request, HttpResponse.BodyHandler<B> handler)
      throws IOException {
    throwIfClosed();
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(Call call) {
    var builder =
        HttpRequest.newBuilder(resolve(call.path()))
            .timeout(ANSWER_TIMEOUT.plus(call.longPoll()))
            .header("Authorization", "Bearer " + apiKey)
            .header("Accept", "application/json, application/problem+json")
            .header("User-Agent", userAgent);
    if (call.idempotencyKey() != null) {
      builder.header("Idempotency-Key", call.idempotencyKey());
    }
    Object body = call.body();
    if (body == null) {
      return builder.method(call.method(), BodyPublishers.noBody());
    }
    return builder
        .header("Content-Type", "application/json")
        .method(call.method(), BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  private URI resolve(String path) {
    String root = server.toString();
    return URI.create(
        root.endsWith("/") ? root.substring(0, root.length() - 1) + path : root + path);
  }

  private Optional<Duration> pauseAfter(
      HttpResponse<byte[]> response, Call call, int attempt, Instant begun) {
    int status = response.statusCode();
    boolean worthIt = passes(status) && (call.repeatable() || status == TOO_MANY_REQUESTS);
    return worthIt
        ? retries.pauseAfter(
            attempt, Duration.between(begun, clock.instant()), Answers.retryAfter(response))
        : Optional.empty();
  }

  /** Whether the same call may be answered otherwise a little later. */
  private static boolean passes(int status) {
    return switch (status) {
      case TOO_MANY_REQUESTS, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  private static HttpResponse<byte[]> successOf(
      HttpResponse<byte[]> response, Call call, int attempt) {
    int status = response.statusCode();
    boolean gone = call.method().equals("DELETE") && attempt > 1 && status == 404;
    if (status / 100 == 2 || gone) {
      return response; // gone: by an earlier attempt, whose answer was lost
    }
    throw Answers.problem(response, response.body());
  }

  /** Proof that the server knows nothing of the call. */
  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  private void pause(Duration pause) {
    try {
      if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        throwIfClosed();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void throwIfClosed() {
    if (isClosed()) {
      throw new IllegalStateException("this IguazuClient is closed");
    }
  }

  private static UncheckedIOException interrupted(@Nullable InterruptedException cause) {
    Thread.currentThread().interrupt();
    var interruption = new InterruptedIOException("interrupted while calling Iguazú");
    interruption.initCause(cause);
    return new UncheckedIOException(interruption);
  }
}
