package org.iguazu.job.dispatch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.OutputFiles;
import org.iguazu.api.dispatch.StagedFiles;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks the dispatch protocol, and asks again where the server does not answer. */
public final class DispatchClient {

  private static final Logger log = LoggerFactory.getLogger(DispatchClient.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONTROL_WAIT = Duration.ofSeconds(30);

  private final Http http;
  private final Patience patience;
  private final InstantSource clock;
  private final CountDownLatch never = new CountDownLatch(1);

  public DispatchClient(Address address, Patience patience, InstantSource clock) {
    this.http = new Http(address);
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Asks for leave to start. Repeated with the same runner id it is the same question, so an answer
   * that got lost is asked for again.
   *
   * @param stop opened when asking makes no sense any more
   */
  public Leave start(StartRequest request, CountDownLatch stop) {
    var until = clock.instant().plus(patience.start());
    try {
      return insist(
          "start", until, stop, () -> leave(post("/api/dispatch/start", DispatchJson.of(request))));
    } catch (IOException e) {
      return new Leave.Unanswered(e.toString());
    }
  }

  private static Leave leave(Http.Answer answer) throws IOException {
    return answer.status() == 200
        ? new Leave.Granted(read(answer, DispatchJson::startReply))
        : new Leave.Refused(answer.problem());
  }

  /** Says how far the job is, once; learns whether it is cancelled. */
  public Control progress(Progress progress) throws IOException {
    return read(post("/api/dispatch/progress", DispatchJson.of(progress)), DispatchJson::control);
  }

  /** Waits for the server to want something; nothing if it has no more to say to this dispatch. */
  public Optional<Control> control() throws IOException {
    var answer =
        definite(
            http.get(
                "/api/dispatch/control?wait=" + CONTROL_WAIT,
                CONTROL_WAIT.plus(patience.request())));
    return answer.status() == 200
        ? Optional.of(read(answer, DispatchJson::control))
        : Optional.empty();
  }

  /**
   * Reports that the job succeeded, until the server answers.
   *
   * @throws IOException if it does not, in our patience
   */
  public Http.Answer succeeded(Success success, Instant deadline) throws IOException {
    return report("/api/dispatch/succeeded", DispatchJson.of(success), deadline);
  }

  /**
   * Reports that the job failed, until the server answers.
   *
   * @throws IOException if it does not, in our patience
   */
  public Http.Answer failed(Failure failure, Instant deadline) throws IOException {
    return report("/api/dispatch/failed", DispatchJson.of(failure), deadline);
  }

  /**
   * Asks for the files of this dispatch.
   *
   * @throws IOException if the server does not answer in our patience, or says no
   */
  public StagedFiles files() throws IOException {
    Instant until = clock.instant().plus(patience.start());
    return insist(
        "files",
        until,
        never,
        () ->
            read(
                granted(definite(http.get("/api/dispatch/files", patience.request()))),
                DispatchJson::stagedFiles));
  }

  /**
   * Asks where the files that the job has left are to be put.
   *
   * @throws IOException if the server does not answer in our patience, or says no
   */
  public OutputFiles.Targets targets(OutputFiles outputs) throws IOException {
    return read(
        granted(report("/api/dispatch/outputs/targets", DispatchJson.of(outputs), Instant.MIN)),
        DispatchJson::targets);
  }

  /**
   * Reports that the files which the job has left are where they were to be put.
   *
   * @throws IOException if the server does not answer in our patience, or says no
   */
  public void keep(OutputFiles outputs) throws IOException {
    granted(report("/api/dispatch/outputs", DispatchJson.of(outputs), Instant.MIN));
  }

  private static Http.Answer granted(Http.Answer answer) throws DeniedException {
    if (answer.status() / 100 != 2) {
      throw new DeniedException(answer.problem());
    }
    return answer;
  }

  private Http.Answer report(String path, JsonNode body, Instant deadline) throws IOException {
    Instant patient = clock.instant().plus(patience.report());
    Instant until = deadline.isAfter(patient) ? deadline : patient;
    return insist("report", until, never, () -> post(path, body));
  }

  private Http.Answer post(String path, JsonNode body) throws IOException {
    return definite(http.post(path, body, patience.request()));
  }

  /** A server that is overloaded or broken has not answered the question. */
  private static Http.Answer definite(Http.Answer answer) throws IOException {
    if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 408) {
      throw new IOException(answer.problem());
    }
    return answer;
  }

  /** A 200 that cannot be read comes from a stranger, such as a proxy: it answers nothing. */
  private static <T> T read(Http.Answer answer, Function<JsonNode, T> form) throws IOException {
    try {
      return form.apply(answer.json());
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(
          "HTTP %d, but not with what was asked for: %s".formatted(answer.status(), e.getMessage()),
          e);
    }
  }

  /** A question that may be asked again. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  private <T> T insist(String what, Instant until, CountDownLatch stop, Question<T> question)
      throws IOException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return question.ask();
      } catch (DeniedException denied) {
        throw denied; // that was the answer
      } catch (IOException e) {
        if (clock.instant().plus(pause).isAfter(until) || await(stop, pause)) {
          throw e;
        }
        log.warn("Iguazú did not answer '{}' ({}); asking again", what, e.toString());
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private static boolean await(CountDownLatch latch, Duration time) throws InterruptedIOException {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to ask again");
    }
  }
}
