package org.iguazu.job.runner;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.iguazu.api.dispatch.Control;
import org.iguazu.api.dispatch.Failure;
import org.iguazu.api.dispatch.StartReply;
import org.iguazu.api.dispatch.StartRequest;
import org.iguazu.api.dispatch.Success;
import org.iguazu.api.invocation.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Speaks the dispatch protocol, and asks again where the server does not answer. */
final class DispatchClient {

  private static final Logger log = LoggerFactory.getLogger(DispatchClient.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONTROL_WAIT = Duration.ofSeconds(30);

  private final Http http;
  private final Patience patience;
  private final InstantSource clock;
  private final CountDownLatch never = new CountDownLatch(1);

  DispatchClient(Address address, Patience patience, InstantSource clock) {
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
  Leave start(StartRequest request, CountDownLatch stop) {
    var until = clock.instant().plus(patience.start());
    try {
      return insist("start", until, stop, () -> leave(post("/api/dispatch/start", request)));
    } catch (IOException e) {
      return new Leave.Unanswered(e.toString());
    }
  }

  private static Leave leave(Http.Answer answer) throws IOException {
    return answer.status() == 200
        ? new Leave.Granted(read(answer, StartReply.class))
        : new Leave.Refused(answer.problem());
  }

  /** Says how far the job is, once; learns whether it is cancelled. */
  Control progress(Progress progress) throws IOException {
    return read(post("/api/dispatch/progress", progress), Control.class);
  }

  /** Waits for the server to want something; nothing if it has no more to say to this dispatch. */
  Optional<Control> control() throws IOException {
    var answer =
        definite(
            http.get(
                "/api/dispatch/control?wait=" + CONTROL_WAIT,
                CONTROL_WAIT.plus(patience.request())));
    return answer.status() == 200 ? Optional.of(read(answer, Control.class)) : Optional.empty();
  }

  /**
   * Reports that the job succeeded, until the server answers.
   *
   * @throws IOException if it does not, in our patience
   */
  Http.Answer succeeded(Success success, Instant deadline) throws IOException {
    return report("/api/dispatch/succeeded", success, deadline);
  }

  /**
   * Reports that the job failed, until the server answers.
   *
   * @throws IOException if it does not, in our patience
   */
  Http.Answer failed(Failure failure, Instant deadline) throws IOException {
    return report("/api/dispatch/failed", failure, deadline);
  }

  private Http.Answer report(String path, Object body, Instant deadline) throws IOException {
    Instant patient = clock.instant().plus(patience.report());
    Instant until = deadline.isAfter(patient) ? deadline : patient;
    return insist("report", until, never, () -> post(path, body));
  }

  private Http.Answer post(String path, Object body) throws IOException {
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
  private static <T> T read(Http.Answer answer, Class<T> type) throws IOException {
    try {
      return answer.as(type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          "HTTP %d, but no %s: %s".formatted(answer.status(), type.getSimpleName(), e.getMessage()),
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
