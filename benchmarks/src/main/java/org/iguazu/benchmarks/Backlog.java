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

  /** Half of a job that is full, half with a key that is; one of each runs. */
  private static final String FILL_LIMITED =
      """
      WITH limits AS (
        INSERT INTO job_limit (job, max_concurrent, max_per_key) VALUES ('narrow', 1, NULL), ('courses', NULL, 1)),
      kinds (job, slot_key) AS (VALUES ('narrow', ''), ('courses', 'ml-101')),
      running AS (
        INSERT INTO invocation (id, job, revision, cluster, slot_key, parameters, created_by, created_at, due_at,
                                start_by, timeout_ms, status, dispatch, claimed_at, claimable_at)
        SELECT gen_random_uuid(), job, 1, 'default', slot_key, '{}', 'backlog', now(), now(), now() + interval '1 day',
               3600000, 'DISPATCHING', 1, now(), now()
          FROM kinds)
      INSERT INTO invocation (id, job, revision, cluster, slot_key, parameters, created_by, created_at, due_at,
                              start_by, timeout_ms, status, claimable_at)
      SELECT gen_random_uuid(), job, 1, 'default', slot_key, '{}', 'backlog', now(), now(), now() + interval '1 day',
             3600000, 'QUEUED', now()
        FROM kinds, generate_series(1, :rows / 2)
      """;

  private Backlog() {}

  /** 100,000 that are due and wait for slots. */
  static void fillLimited(DurablePostgres postgres) {
    postgres.jdbc().sql(FILL_LIMITED).param("rows", 100_000).update();
    settle(postgres);
  }

  static void fill(DurablePostgres postgres) {
    postgres.jdbc().sql(FILL).param("rows", ROWS).update();
    settle(postgres);
  }

  /** What is to be measured is that they wait, not that they have just come. */
  private static void settle(DurablePostgres postgres) {
    postgres.jdbc().sql("ANALYZE").update();
    postgres.jdbc().sql("CHECKPOINT").update();
  }
}
