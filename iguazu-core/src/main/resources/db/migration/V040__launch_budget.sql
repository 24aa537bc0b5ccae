CREATE TABLE launch_budget (
  name        text PRIMARY KEY,
  spent_until timestamptz NOT NULL,
  next_at     timestamptz NOT NULL
);
COMMENT ON TABLE launch_budget IS 'The token bucket from which ECS pays for launches, as all servers together have used it.';
COMMENT ON COLUMN launch_budget.spent_until IS
  'When all that was taken will have flowed in again: in the past if the bucket is full, ahead by its size if it is empty.';
COMMENT ON COLUMN launch_budget.next_at IS 'When the next token can be taken.';
INSERT INTO launch_budget (name, spent_until, next_at) VALUES ('ecs', '-infinity', '-infinity');
