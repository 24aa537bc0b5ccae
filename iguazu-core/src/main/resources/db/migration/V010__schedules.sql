CREATE TABLE schedule (
  name          text PRIMARY KEY,
  job           text NOT NULL REFERENCES job (name),
  definition    text NOT NULL CHECK (definition IS JSON OBJECT),
  state         text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'ENDED')),
  created_by    text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  handled_until timestamptz NOT NULL,
  last_fire_at  timestamptz,
  next_fire_at  timestamptz,
  version       bigint NOT NULL,
  CHECK ((state = 'ACTIVE') = (next_fire_at IS NOT NULL))
);
COMMENT ON TABLE schedule IS 'When jobs run again and again.';
COMMENT ON COLUMN schedule.handled_until IS 'Fire times up to here have been fired or left out.';
COMMENT ON COLUMN schedule.next_fire_at IS 'When Quartz wakes it next.';
CREATE INDEX schedule_by_job ON schedule (job);
