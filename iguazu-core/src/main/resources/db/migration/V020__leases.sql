CREATE TABLE lease (
  name       text PRIMARY KEY,
  holder     text NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE lease IS 'Which server does what only one should do at a time, and until when it must say so again.';
