package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.core.batch.GroupCommit;
import org.iguazu.core.invocation.Entry;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.dispatcher.pace.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters what came of launches into the ledger; what arrives during one commit shares the next. */
public final class NewsRecorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NewsRecorder.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final int MOST = 500;

  private final GroupCommit<Entry, Optional<InvocationState>> commits;
  private final Pause pause;
  private final InstantSource clock;

  public NewsRecorder(InvocationLedger ledger, Pause pause, InstantSource clock) {
    this.commits = new GroupCommit<>("iguazu-dispatch-news", MOST, ledger::append);
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
        return commits.doAll(List.of(new Entry(invocation, news))).getFirst();
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

  @Override
  public void close() {
    commits.close();
  }
}
