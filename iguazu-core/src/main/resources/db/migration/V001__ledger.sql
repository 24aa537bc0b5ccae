CREATE TABLE invocation (
  id           uuid PRIMARY KEY,
  job          text NOT NULL,
  revision     int NOT NULL CHECK (revision > 0),
  cluster      text NOT NULL,
  priority     smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN -100 AND 100),
  labels       jsonb,
  parameters   json NOT NULL,
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  due_at       timestamptz NOT NULL,
  start_by     timestamptz NOT NULL,
  timeout_ms   bigint NOT NULL CHECK (timeout_ms > 0),
  schedule     text,
  fire_time    timestamptz,

  status       text NOT NULL CHECK (status IN ('QUEUED', 'DISPATCHING', 'LAUNCHED', 'RUNNING', 'FINISHED')),
  phase        text NOT NULL GENERATED ALWAYS AS (
                 CASE status WHEN 'QUEUED' THEN 'QUEUED' WHEN 'FINISHED' THEN 'FINISHED' ELSE 'ACTIVE' END) STORED,
  dispatch     int NOT NULL DEFAULT 0 CHECK (dispatch >= 0),
  claimable_at timestamptz NOT NULL,
  waits_for    uuid,
  waiting      text,
  claimed_at   timestamptz,
  task         text,
  launched_at  timestamptz,
  runner       uuid,
  started_at   timestamptz,
  deadline     timestamptz,
  stop_cause   text CHECK (stop_cause IN ('CANCEL', 'TIMEOUT')),
  stop_by      text,
  stop_at      timestamptz,
  progress     jsonb,
  outcome      text CHECK (outcome IN ('EXPIRED', 'CANCELLED', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED', 'LOST')),
  reason       text,
  exit_code    int,
  result       json,
  finished_at  timestamptz,
  events       int NOT NULL DEFAULT 0,

  CHECK (start_by > due_at),
  CHECK (claimable_at >= due_at),
  CHECK ((schedule IS NULL) = (fire_time IS NULL)),
  CHECK ((status = 'FINISHED') = (outcome IS NOT NULL AND reason IS NOT NULL AND finished_at IS NOT NULL)),
  CHECK (status NOT IN ('DISPATCHING', 'LAUNCHED', 'RUNNING') OR (dispatch > 0 AND claimed_at IS NOT NULL)),
  CHECK (status <> 'LAUNCHED' OR task IS NOT NULL),
  CHECK (status <> 'RUNNING' OR (started_at IS NOT NULL AND deadline IS NOT NULL)),
  CHECK ((stop_cause IS NULL) = (stop_by IS NULL) AND (stop_cause IS NULL) = (stop_at IS NULL))
) WITH (fillfactor = 70);
COMMENT ON TABLE invocation IS 'One requested run, as it stands now: the fold of its events.';
COMMENT ON COLUMN invocation.phase IS
  'The status as indexes see it: moves within a phase touch no index, so they are cheap (HOT).';
COMMENT ON COLUMN invocation.claimable_at IS 'Not claimed before: due_at at first, later after a refusal.';
COMMENT ON COLUMN invocation.waits_for IS 'The invocation that must finish before this one may be claimed.';
COMMENT ON COLUMN invocation.events IS 'The sequence of its last event.';
COMMENT ON COLUMN invocation.runner IS 'The runner process that passed the start fence of this dispatch.';

CREATE INDEX invocation_claimable ON invocation (priority DESC, claimable_at)
 WHERE phase = 'QUEUED' AND waits_for IS NULL;
CREATE INDEX invocation_start_by ON invocation (start_by) WHERE phase = 'QUEUED';
CREATE INDEX invocation_active ON invocation (id) WHERE phase = 'ACTIVE';
CREATE INDEX invocation_waits_for ON invocation (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX invocation_by_job ON invocation (job, id);
CREATE INDEX invocation_by_label ON invocation USING gin (labels jsonb_path_ops) WHERE labels IS NOT NULL;
CREATE UNIQUE INDEX invocation_fire ON invocation (schedule, fire_time) WHERE schedule IS NOT NULL;
CREATE INDEX invocation_unfinished_fire ON invocation (schedule, fire_time)
 WHERE schedule IS NOT NULL AND phase <> 'FINISHED';
COMMENT ON INDEX invocation_fire IS 'A schedule fires once for each of its instants, whoever fires it.';

CREATE TABLE invocation_event (
  invocation_id uuid NOT NULL,
  sequence      int NOT NULL CHECK (sequence > 0),
  at            timestamptz NOT NULL,
  kind          text NOT NULL,
  details       jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (invocation_id, sequence)
);
COMMENT ON TABLE invocation_event IS
  'What happened to an invocation, in order; only ever added to, in the transaction that moves the invocation. '
  'No foreign key: its check for each event would cost a tenth of all bookkeeping.';

CREATE TABLE idempotency_key (
  caller        text NOT NULL,
  key           text NOT NULL,
  request_hash  bytea NOT NULL,
  invocation_id uuid NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);
COMMENT ON TABLE idempotency_key IS 'Which invocation a caller''s Idempotency-Key stands for, and for what request.';
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

CREATE TABLE task_definition (
  content_hash  text PRIMARY KEY,
  arn           text NOT NULL,
  registered_at timestamptz NOT NULL
);
COMMENT ON TABLE task_definition IS 'ECS task definitions that were registered, by a hash of all that they say.';
