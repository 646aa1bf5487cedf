ALTER TABLE person ADD COLUMN nickname text;
