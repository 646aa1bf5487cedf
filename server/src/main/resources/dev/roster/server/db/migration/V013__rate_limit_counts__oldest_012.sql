-- What each server has counted of the rate limits of credentials, for the other servers of the database (docs/adr/0077).
-- Both tables are not logged: no exchange waits for a disk or a standby, and a crash of the database loses counts only.
-- All times are of the database's clock.
CREATE UNLOGGED TABLE replica (
  id      uuid PRIMARY KEY,
  seen_at timestamptz NOT NULL
);

-- credential: the id of a token or key, or what stands for the JWTs of a person. Rows go when their window is over.
CREATE UNLOGGED TABLE rate_limit_count (
  api        text COLLATE roster_text NOT NULL,
  credential uuid NOT NULL,
  replica    uuid NOT NULL,
  used       bigint NOT NULL,
  ends_at    timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (api, credential, replica)
);
CREATE INDEX rate_limit_count_changed ON rate_limit_count (changed_at);
