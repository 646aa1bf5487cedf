-- what the relay needs to send mail at least once; 'dropped' is a mail that nobody wants any more, because its
-- invitation was revoked, ran out, was accepted or got a newer mail before this one left
ALTER TABLE outbox
  ADD COLUMN mailing         int NOT NULL DEFAULT 1,
  ADD COLUMN next_attempt_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN last_error      text,
  ADD COLUMN sent_at         timestamptz,
  DROP CONSTRAINT outbox_state_check,
  ADD CONSTRAINT outbox_state_check CHECK (state IN ('waiting', 'sent', 'dead', 'dropped'));
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_invitation ON outbox (invitation_id);

-- mailing: which of its mails the invitation goes by; to send it again is to count on, which kills the links before
ALTER TABLE invitation
  ADD COLUMN mailing int NOT NULL DEFAULT 1,
  DROP COLUMN secret_hash;

-- SHA-256 of the secrets that are out. Every attempt to send a mail makes a secret of its own, and an attempt whose
-- end is not known may have arrived, so there can be several; the rows go when the invitation ends.
CREATE TABLE invitation_secret (
  hash          bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  invitation_id uuid NOT NULL REFERENCES invitation,
  mailing       int NOT NULL
);
CREATE INDEX invitation_secret_invitation ON invitation_secret (invitation_id);
