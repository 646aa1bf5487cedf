-- public_id: what names a token in lists and logs; tokens that were imported have none. scopes: as the public pages of
-- the Coolset contract name them; whoever had a token before there were scopes keeps every right.
ALTER TABLE api_token
  ADD COLUMN public_id    text COLLATE roster_text UNIQUE,
  ADD COLUMN scopes       text[] NOT NULL DEFAULT '{read,write,admin}'
                          CHECK (cardinality(scopes) > 0 AND scopes <@ '{read,write,admin}'),
  ADD COLUMN expires_at   timestamptz,
  ADD COLUMN last_used_at timestamptz;

-- the key itself is secret, so commands name it by an id
ALTER TABLE tenant_key
  ADD COLUMN id           uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  ADD COLUMN expires_at   timestamptz,
  ADD COLUMN revoked_at   timestamptz,
  ADD COLUMN last_used_at timestamptz;
