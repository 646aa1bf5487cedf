-- own_failures: attempts that failed for a reason of the mail itself; only these can end in giving it up, so that no
-- mail is lost because the sender is not set up well. held_at: when the mail server last turned it away for what may
-- concern every mail; a mail that leaves after that shows that it does not.
ALTER TABLE outbox
  ADD COLUMN own_failures int NOT NULL DEFAULT 0,
  ADD COLUMN held_at      timestamptz;
UPDATE outbox SET own_failures = attempts WHERE state = 'waiting' AND attempts > 0;
