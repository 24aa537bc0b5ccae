package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters what came of launches into the ledger, also if the database is down for a moment. */
public final class NewsRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(NewsRecorder.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Function<List<Entry>, List<Optional<InvocationState>>> ledger;
  private final Pause pause;
  private final InstantSource clock;

  /**
   * A recorder.
   *
   * @param ledger enters news and answers once it is committed
   */
  public NewsRecorder(
      Function<List<Entry>, List<Optional<InvocationState>>> ledger,
      Pause pause,
      InstantSource clock) {
    this.ledger = ledger;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Enters the news and returns once it is committed; while the database is down, tries again.
   *
   * @param until when to give up: the reconciler will find out again what is then not recorded
   * @return the state it led to; empty if it changed nothing or could not be entered in time
   */
  Optional<InvocationState> record(InvocationId invocation, News news, Instant until) {
    while (clock.instant().isBefore(until)) {
      try {
        return ledger.apply(List.of(new Entry(invocation, news))).getFirst();
      } catch (RuntimeException e) {
        LOG.warn("could not record {} of invocation {}, trying again", news, invocation, e);
        if (!pause.of(BETWEEN_TRIES)) {
          break;
        }
      }
    }
    LOG.error("did not record {} of invocation {}; the reconciler finds it out", news, invocation);
    return Optional.empty();
  }
}
