-- bearer tokens of an identity provider are looked up by what it calls a person, so no two people share that; an
-- import may have left it empty
ALTER TABLE person ALTER COLUMN firebase_uid TYPE text COLLATE roster_text;
CREATE UNIQUE INDEX person_firebase_uid ON person (firebase_uid) WHERE firebase_uid <> '';
