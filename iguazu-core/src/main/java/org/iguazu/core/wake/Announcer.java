package org.iguazu.core.wake;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.invocation.InvocationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells all servers what a transaction has changed: they hear it when it commits, and never if it
 * does not. One message for a whole batch.
 */
public final class Announcer {

  static final String DUE = "iguazu_due";
  static final String CHANGED = "iguazu_changed";
  static final String JOB = "iguazu_job";
  static final String DELIVERIES = "iguazu_deliveries";

  /** What {@link #due} does, as an expression for another statement; see {@link #firstDue}. */
  public static final String DUE_FROM = "pg_notify('" + DUE + "', :firstDue)";

  /** PostgreSQL takes payloads of up to 8,000 bytes; an id and a comma are 37. */
  private static final int IDS_PER_MESSAGE = 200;

  private final JdbcClient jdbc;

  public Announcer(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** There are invocations that may be claimed from these instants on. */
  public void due(Collection<Instant> claimableAt) {
    if (!claimableAt.isEmpty()) {
      send(DUE, first(claimableAt));
    }
  }

  /** The parameter of {@link #DUE_FROM}, for at least one instant. */
  public static Map<String, String> firstDue(Collection<Instant> claimableAt) {
    return Map.of("firstDue", first(claimableAt));
  }

  private static String first(Collection<Instant> instants) {
    return Collections.min(instants).toString();
  }

  /** These invocations have finished, or are to be stopped. */
  public void changed(List<InvocationId> invocations) {
    for (int from = 0; from < invocations.size(); from += IDS_PER_MESSAGE) {
      int to = Math.min(from + IDS_PER_MESSAGE, invocations.size());
      send(
          CHANGED,
          invocations.subList(from, to).stream()
              .map(InvocationId::toString)
              .collect(Collectors.joining(",")));
    }
  }

  /** Another revision of this job is current. */
  public void job(String name) {
    send(JOB, name);
  }

  /** There is something to be sent to a webhook. */
  public void deliveries() {
    send(DELIVERIES, "");
  }

  private void send(String channel, String payload) {
    jdbc.sql("SELECT pg_notify(:channel, :payload)")
        .param("channel", channel)
        .param("payload", payload)
        .query((_, _) -> payload)
        .single();
  }
}
