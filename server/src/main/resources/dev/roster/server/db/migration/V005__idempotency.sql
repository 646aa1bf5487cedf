-- requests that changed something, by the key that their sender gave them (docs/adr/0025). The row is stored in the
-- transaction of the change; its primary key makes a second request wait for the first. result: what the answer is made
-- of again. Rows go a day later. The key itself may be anything, so only its hash is kept.
CREATE TABLE idempotency_key (
  person_id    bigint NOT NULL REFERENCES person,
  operation    text COLLATE roster_text NOT NULL,
  key_hash     bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  result       text,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person_id, operation, key_hash)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- how many mails of invitations were asked for on a day (UTC), counted in the transaction that asks for one. Rows of
-- days that are over are deleted.
CREATE TABLE invitation_quota (
  kind    text COLLATE roster_text NOT NULL CHECK (kind IN ('target', 'inviter', 'company', 'total')),
  subject text COLLATE roster_text NOT NULL,
  day     date NOT NULL,
  used    bigint NOT NULL,
  PRIMARY KEY (kind, subject, day)
);
