-- What an address is, and which two are the same, follows IDNA 2008 from here on (docs/addresses.md). Migration 8.1
-- computes the keys anew. Where two rows turn out to have one address, both stay: the key of the second is null, so
-- that nobody is found by it, until somebody decides.
ALTER TABLE person ALTER COLUMN email_key DROP NOT NULL;
ALTER TABLE invitation ALTER COLUMN email_key DROP NOT NULL;

CREATE TABLE address_finding (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind          text COLLATE roster_text NOT NULL CHECK (kind IN ('rekeyed', 'shared', 'unreachable')),
  person_id     bigint REFERENCES person ON DELETE CASCADE,
  invitation_id uuid REFERENCES invitation ON DELETE CASCADE,
  old_key       text COLLATE roster_text NOT NULL,
  found_at      timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(person_id, invitation_id) = 1)
);
CREATE INDEX address_finding_person ON address_finding (person_id);
CREATE INDEX address_finding_invitation ON address_finding (invitation_id);
