ALTER TABLE invocation ADD unique_key text;
COMMENT ON COLUMN invocation.unique_key IS 'Of those of its job with the same key at most one runs or waits to, and one more waits for it.';
CREATE UNIQUE INDEX invocation_unique ON invocation (job, unique_key, (waits_for IS NULL))
 WHERE unique_key IS NOT NULL AND phase <> 'FINISHED';
COMMENT ON INDEX invocation_unique IS
  'The first, which keeps its place from queue to end, whatever happens to it; and the one that waits for it.';
