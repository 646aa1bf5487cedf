-- Who changed what; rows are only ever added. No foreign keys: an event outlives what it tells of. No names and no
-- addresses of mail, so that a person who asks to be forgotten need not be searched for here (docs/adr/0023).
CREATE TABLE audit_event (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at              timestamptz NOT NULL,
  action          text COLLATE roster_text NOT NULL,
  actor           text COLLATE roster_text NOT NULL CHECK (actor IN ('user', 'tenant', 'visitor', 'operator')),
  -- which person it was; whose token it was
  actor_person_id bigint,
  -- the public id of the token, the id of the tenant key, or the account at the terminal
  credential      text,
  company_id      bigint,
  tenant_id       uuid,
  person_id       bigint,
  invitation_id   uuid,
  -- the token, tenant key or mail that was changed
  object          text,
  address         text,
  request_id      text,
  detail          jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(detail) = 'object')
);
CREATE INDEX audit_event_company ON audit_event (company_id, id);
CREATE INDEX audit_event_person ON audit_event (person_id, id);
CREATE INDEX audit_event_actor ON audit_event (actor_person_id, id);
CREATE INDEX audit_event_at ON audit_event (at);
