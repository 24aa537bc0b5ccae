CREATE TABLE job_limit (
  job            text PRIMARY KEY,
  max_concurrent int,
  max_per_key    int
);
COMMENT ON TABLE job_limit IS
  'How many invocations of a job may be active at once, as its current revision says; of all jobs that ever had a limit. '
  'Whoever claims invocations of the job locks its row, so that no two count the same free slot.';

ALTER TABLE invocation ADD slot_key text;
COMMENT ON COLUMN invocation.slot_key IS
  'It needs a slot of its job to be claimed: its concurrency key, or '''' if it has none. NULL if its job has no limits. '
  'Slots are not kept anywhere: what is active takes one.';

DROP INDEX invocation_claimable;
CREATE INDEX invocation_claimable ON invocation (priority DESC, claimable_at)
 WHERE phase = 'QUEUED' AND waits_for IS NULL AND slot_key IS NULL;
CREATE INDEX invocation_limited ON invocation (job, slot_key, priority, claimable_at)
 WHERE phase = 'QUEUED' AND waits_for IS NULL AND slot_key IS NOT NULL;
CREATE INDEX invocation_slot ON invocation (job, slot_key) WHERE phase = 'ACTIVE' AND slot_key IS NOT NULL;
