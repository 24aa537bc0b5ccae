CREATE TABLE invocation_input (
  invocation_id uuid NOT NULL,
  name          text NOT NULL,
  upload_id     uuid NOT NULL,
  PRIMARY KEY (invocation_id, name)
);
COMMENT ON TABLE invocation_input IS 'Files that callers gave with their invocations, by the names of their jobs.';

CREATE INDEX invocation_input_upload ON invocation_input (upload_id);

CREATE TABLE invocation_output (
  invocation_id uuid NOT NULL,
  dispatch      int NOT NULL,
  name          text NOT NULL,
  size          bigint NOT NULL CHECK (size >= 0),
  sha256        text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  stored_at     timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL CHECK (expires_at > stored_at),
  PRIMARY KEY (invocation_id, dispatch, name)
);
COMMENT ON TABLE invocation_output IS 'Files that jobs left; their bytes are in S3.';
COMMENT ON COLUMN invocation_output.expires_at IS 'It counts as gone from then on; its bytes are removed, then the row.';

CREATE INDEX invocation_output_expiring ON invocation_output (expires_at);
