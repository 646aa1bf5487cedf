-- unconfirmed: how often a mail left without the mail server saying that it took it. Each of them has probably arrived, so
-- there are few (docs/adr/0035). Mail that waits begins anew.
ALTER TABLE outbox ADD COLUMN unconfirmed int NOT NULL DEFAULT 0;
