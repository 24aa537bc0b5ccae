ALTER TABLE launch_budget DROP COLUMN spent_until;
COMMENT ON COLUMN launch_budget.next_at IS
  'When the next token can be taken; as many more can as have flowed in since, up to the size of the bucket.';
