CREATE TABLE upload (
  id           uuid PRIMARY KEY,
  owner        text NOT NULL,
  name         text NOT NULL,
  size         bigint NOT NULL CHECK (size >= 0),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  created_at   timestamptz NOT NULL,
  completed_at timestamptz,
  expires_at   timestamptz NOT NULL CHECK (expires_at > created_at)
);
COMMENT ON TABLE upload IS 'Files that callers have announced; their bytes are in S3.';
COMMENT ON COLUMN upload.owner IS 'The public half of the API key that announced it.';
COMMENT ON COLUMN upload.completed_at IS 'When it was found in S3, whole.';
COMMENT ON COLUMN upload.expires_at IS 'It counts as gone from then on; its bytes are removed, then the row.';

CREATE INDEX upload_expiring ON upload (expires_at);
