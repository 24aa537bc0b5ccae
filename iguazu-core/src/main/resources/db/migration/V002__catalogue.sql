CREATE TABLE job_revision (
  job           text NOT NULL,
  revision      int NOT NULL CHECK (revision > 0),
  definition    text NOT NULL CHECK (definition IS JSON OBJECT),
  content_hash  text NOT NULL,
  registered_at timestamptz NOT NULL,
  registered_by text NOT NULL,
  PRIMARY KEY (job, revision)
);
COMMENT ON TABLE job_revision IS 'One registration of a job; never changed.';
CREATE INDEX job_revision_content ON job_revision (job, content_hash);

CREATE TABLE job (
  name             text PRIMARY KEY,
  current_revision int NOT NULL,
  FOREIGN KEY (name, current_revision) REFERENCES job_revision (job, revision)
);
COMMENT ON TABLE job IS 'A job''s name and which of its revisions invocations run now.';

CREATE TABLE api_key (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes      text NOT NULL,
  created_at  timestamptz NOT NULL,
  revoked_at  timestamptz
);
COMMENT ON TABLE api_key IS 'Who may call; of a key only the SHA-256 is kept.';

CREATE TABLE signing_secret (
  purpose    text PRIMARY KEY,
  secret     bytea NOT NULL CHECK (octet_length(secret) >= 32),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE signing_secret IS 'Secrets that all servers share to sign and check tokens.';
