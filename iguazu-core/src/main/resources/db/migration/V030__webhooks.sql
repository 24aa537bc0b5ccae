ALTER TABLE invocation ADD COLUMN webhook text;
COMMENT ON COLUMN invocation.webhook IS
  'Who is told when it has finished. No foreign key: news of an end must never fail for a webhook that is gone.';

CREATE TABLE webhook (
  name             text PRIMARY KEY,
  url              text NOT NULL,
  owner            text NOT NULL,
  secret           bytea NOT NULL CHECK (octet_length(secret) BETWEEN 24 AND 64),
  old_secret       bytea CHECK (octet_length(old_secret) BETWEEN 24 AND 64),
  old_secret_until timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  disabled_at      timestamptz,
  CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
);
COMMENT ON TABLE webhook IS 'Who may be told that invocations have finished, and the secret that proves who tells.';
COMMENT ON COLUMN webhook.disabled_at IS 'It answered 410 (Gone): nothing is sent until its address is set again.';

CREATE TABLE webhook_delivery (
  id              uuid PRIMARY KEY,
  invocation_id   uuid NOT NULL UNIQUE,
  webhook         text NOT NULL,
  state           text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'GIVEN_UP')),
  reason          text,
  created_at      timestamptz NOT NULL,
  attempts        int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz,
  sender          text,
  give_up_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  CHECK ((state = 'PENDING') = (next_attempt_at IS NOT NULL)),
  CHECK ((state = 'PENDING') = (ended_at IS NULL)),
  CHECK ((state = 'GIVEN_UP') = (reason IS NOT NULL)),
  CHECK (state = 'PENDING' OR sender IS NULL)
);
COMMENT ON TABLE webhook_delivery IS
  'News of ends on their way to webhooks; added in the transaction that finishes the invocation.';
COMMENT ON COLUMN webhook_delivery.next_attempt_at IS
  'Not sent before. While it is being sent: when that counts as failed, whoever was sending.';
COMMENT ON COLUMN webhook_delivery.sender IS 'The server that is sending it.';

CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook, next_attempt_at) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_last ON webhook_delivery (give_up_at) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE webhook_attempt (
  delivery_id uuid NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
  number      int NOT NULL CHECK (number > 0),
  at          timestamptz NOT NULL,
  took_ms     bigint NOT NULL CHECK (took_ms >= 0),
  status      int,
  error       text,
  PRIMARY KEY (delivery_id, number)
);
COMMENT ON TABLE webhook_attempt IS 'Each try to deliver, and what was answered.';
