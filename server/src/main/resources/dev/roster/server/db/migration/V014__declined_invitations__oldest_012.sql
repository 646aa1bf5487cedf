-- When the invitee declined. Such an invitation is revoked, too: programs from before see no more than that.
ALTER TABLE invitation ADD COLUMN declined_at timestamptz;
