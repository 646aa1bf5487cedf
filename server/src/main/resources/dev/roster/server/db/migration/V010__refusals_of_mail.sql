-- refusals: how often a mail was turned away for good (5yz) while others left, of which it bears four (docs/adr/0035).
-- own_failures counts what may pass (4yz) as well, but not greylisting. V007 had put all earlier attempts into it, those
-- in an outage of the mail server, too: mail that waits begins anew.
ALTER TABLE outbox ADD COLUMN refusals int NOT NULL DEFAULT 0;
UPDATE outbox SET own_failures = 0 WHERE state = 'waiting' AND own_failures > 0;
