package org.iguazu.api.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.BatchAnswer;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationBatch;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationFile;
import org.iguazu.api.invocation.InvocationFiles;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationQuery;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Calls Iguazú.
 *
 * <pre>{@code
 * try (var iguazu = IguazuClient.connect(URI.create("http://127.0.0.1:8080"), apiKey)) {
 *   InvocationId id = iguazu.invoke("export-quiz-grades", Map.of("quiz", "week-3"));
 *   Invocation ended = iguazu.await(id, Duration.ofMinutes(5));
 * }
 * }</pre>
 *
 * <p>A call is repeated, with pauses, when no answer comes or the server says that it cannot answer
 * now; an Idempotency-Key made for each call sees to it that nothing is invoked twice. A call that
 * is refused throws {@link ProblemException} at once; one that gets no answer in time throws {@link
 * UnreachableException}. May be used by many threads.
 */
public final class IguazuClient implements AutoCloseable {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  private final Transport transport;

  private IguazuClient(Transport transport) {
    this.transport = transport;
  }

  /** A client of the Iguazú at {@code server}, with everything else as by default. */
  public static IguazuClient connect(URI server, String apiKey) {
    return builder(server).apiKey(apiKey).build();
  }

  /** Starts a client of the Iguazú at {@code server}, such as {@code http://127.0.0.1:8080}. */
  public static Builder builder(URI server) {
    return new Builder(server);
  }

  /** Runs a job without parameters, now, once. */
  public InvocationId invoke(String job) {
    return invoke(InvocationRequest.of(job).build());
  }

  /**
   * Runs a job now, once.
   *
   * @param parameters anything that becomes a JSON value: a record, a map, a {@code JsonNode}
   */
  public InvocationId invoke(String job, Object parameters) {
    return invoke(
        InvocationRequest.of(job)
            .parameters(IguazuJson.tolerant().valueToTree(parameters))
            .build());
  }

  public InvocationId invoke(InvocationRequest request) {
    return invoke(request, Call.newKey());
  }

  /**
   * Invokes under a key of the caller's own: however often this is called with the same key and
   * request, also by another process, there is one invocation.
   *
   * @param idempotencyKey 1 to 200 visible ASCII characters
   */
  public InvocationId invoke(InvocationRequest request, String idempotencyKey) {
    return transport
        .exchange(Call.post("/api/invocations", request, idempotencyKey), Invocation.class)
        .id();
  }

  /**
   * Invokes 1 to 1,000 requests in one call; each is accepted or refused for itself, in their
   * order.
   */
  public List<BatchAnswer> invokeAll(List<InvocationRequest> requests) {
    var call = Call.post("/api/invocations/batch", new InvocationBatch(requests), Call.newKey());
    return transport.exchange(call, InvocationBatch.Answers.class).answers();
  }

  public Invocation get(InvocationId id) {
    return transport.exchange(Call.get(invocation(id).toString()), Invocation.class);
  }

  /** One page of the invocations asked for, newest first. */
  public Page<Invocation> list(InvocationQuery query) {
    return list(query, query.before() == null ? null : query.before().toString());
  }

  /** All invocations asked for, newest first, fetched page by page as they are read. */
  public Stream<Invocation> stream(InvocationQuery query) {
    String before = query.before() == null ? null : query.before().toString();
    return Pages.all(next -> list(query, next == null ? before : next));
  }

  /**
   * Waits until the invocation has finished.
   *
   * @return as it stands at the end: finished, unless the time ran out first
   */
  public Invocation await(InvocationId id, Duration atMost) {
    Instant end = transport.clock().instant().plus(atMost);
    while (true) {
      Duration left = Duration.between(transport.clock().instant(), end);
      boolean over = left.isZero() || left.isNegative();
      Invocation found = over ? get(id) : poll(id, left);
      if (over || found.status() == InvocationStatus.FINISHED) {
        return found;
      }
    }
  }

  /**
   * Asks for the invocation to be cancelled: before it starts it never will, a running one is
   * stopped.
   *
   * @throws ProblemException with the code {@code conflict} if it has already finished
   */
  public Invocation cancel(InvocationId id) {
    return transport.exchange(Call.post(invocation(id) + "/cancel", null), Invocation.class);
  }

  /** The files that the invocation was given, and those that it left, with URLs for their bytes. */
  public InvocationFiles files(InvocationId id) {
    return transport.exchange(Call.get(invocation(id) + "/files"), InvocationFiles.class);
  }

  /**
   * Gets the bytes of one of these files.
   *
   * @param target is written whole, or not at all
   * @throws IOException if it cannot be written, if the file's URL is over, or if what came is not
   *     what was kept
   */
  public void download(InvocationFile file, java.nio.file.Path target) throws IOException {
    var part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      transport.download(URI.create(file.url()), part);
      if (!Sha256.of(part).equals(file.sha256())) {
        throw new IOException("what came for '%s' is not what was kept".formatted(file.name()));
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What happened to the invocation so far, in order. */
  public List<InvocationEvent> events(InvocationId id) {
    var path = Path.of("api", "invocations", id.toString(), "events");
    return transport.page(path, InvocationEvent.class).items();
  }

  /**
   * Hands each line of the history to {@code reader}, those already there first, and returns when
   * the invocation has finished.
   */
  public void followEvents(InvocationId id, Consumer<InvocationEvent> reader) {
    new EventFollower(transport, id, reader).follow();
  }

  /** What the invocation's container has written so far. */
  public Stream<LogLine> log(InvocationId id) {
    return Pages.all(after -> logPage(id, after));
  }

  /**
   * Hands each line of the log to {@code reader}, those already there first, and returns when the
   * invocation has finished and its log has been read.
   */
  public void followLog(InvocationId id, Consumer<LogLine> reader) {
    new LogFollower(transport, id, reader).follow();
  }

  /** What may run. */
  public JobsClient jobs() {
    return new JobsClient(transport);
  }

  /** When jobs run again and again. */
  public SchedulesClient schedules() {
    return new SchedulesClient(transport);
  }

  /** Who is told when invocations finish. */
  public WebhooksClient webhooks() {
    return new WebhooksClient(transport);
  }

  /** Files for invocations. */
  public UploadsClient uploads() {
    return new UploadsClient(transport);
  }

  /** Who may call. */
  public KeysClient keys() {
    return new KeysClient(transport);
  }

  /** Ends pauses between attempts and whatever is being followed; further calls fail. */
  @Override
  public void close() {
    transport.close();
  }

  private Invocation poll(InvocationId id, Duration left) {
    Duration wait = left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
    return transport.exchange(
        Call.get(invocation(id).with("wait", wait).toString(), wait), Invocation.class);
  }

  private Page<Invocation> list(InvocationQuery query, @Nullable String before) {
    var path =
        Path.of("api", "invocations")
            .with("job", query.job())
            .with("status", query.status())
            .with("outcome", query.outcome())
            .with("schedule", query.schedule())
            .with("from", query.from())
            .with("to", query.to())
            .with("before", before)
            .with("limit", query.limit());
    query.labels().forEach((key, value) -> path.with("label", key + ":" + value));
    return transport.page(path, Invocation.class);
  }

  private Page<LogLine> logPage(InvocationId id, @Nullable String after) {
    var path = Path.of("api", "invocations", id.toString(), "log").with("after", after);
    return transport.page(path, LogLine.class);
  }

  private static Path invocation(InvocationId id) {
    return Path.of("api", "invocations", id.toString());
  }

  /** Gathers what a client needs to know. */
  public static final class Builder {

    private final URI server;
    private String apiKey = "";
    private String userAgent = "iguazu-client-java";
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private InstantSource clock = InstantSource.system();

    private Builder(URI server) {
      if (server.getHost() == null || !String.valueOf(server.getScheme()).matches("https?")) {
        throw new IllegalArgumentException(
            "an Iguazú's address looks like http://127.0.0.1:8080, not like '" + server + "'");
      }
      this.server = server;
    }

    /** The key to call with, as {@code POST /api/keys} told it. */
    public Builder apiKey(String apiKey) {
      this.apiKey = apiKey;
      return this;
    }

    /**
     * How long after the first attempt of a call another may begin; default 30 s, zero for never.
     */
    public Builder retryFor(Duration total) {
      this.retries = retries.within(total);
      return this;
    }

    /** How long to wait for a connection, default 5 s. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** How the caller shall be named in the server's logs. */
    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    Builder retries(RetryPolicy retries) {
      this.retries = retries;
      return this;
    }

    Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    public IguazuClient build() {
      return new IguazuClient(
          new Transport(server, apiKey, userAgent, retries, connectTimeout, clock));
    }
  }
}
