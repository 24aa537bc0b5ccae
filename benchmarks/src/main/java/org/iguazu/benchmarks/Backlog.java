package org.iguazu.benchmarks;

/** A million invocations that wait for next year. */
final class Backlog {

  static final int ROWS = 1_000_000;

  private static final String FILL =
      """
      WITH deferred AS (
        INSERT INTO invocation (id, job, revision, cluster, priority, parameters, created_by, created_at, due_at,
                                start_by, timeout_ms, status, claimable_at, events)
        SELECT gen_random_uuid(), 'benchmark', 1, 'default', i % 3, '{"quiz":7}', 'backlog', now(),
               now() + interval '1 year' + i * interval '1 second',
               now() + interval '1 year 1 hour' + i * interval '1 second',
               3600000, 'QUEUED', now() + interval '1 year' + i * interval '1 second', 1
          FROM generate_series(1, :rows) AS i
        RETURNING id, created_at)
      INSERT INTO invocation_event (invocation_id, sequence, at, kind)
      SELECT id, 1, created_at, 'submitted' FROM deferred
      """;

  private Backlog() {}

  static void fill(DurablePostgres postgres) {
    postgres.jdbc().sql(FILL).param("rows", ROWS).update();
    postgres.jdbc().sql("ANALYZE").update();
  }
}
