-- How many members a company has, and the first of them, are read from the index alone. Its predecessor does not tell who is
-- enabled, so that each member cost a page of the table (docs/adr/0055).
CREATE UNIQUE INDEX membership_company_person ON membership (company_id, person_id) INCLUDE (enabled);
ALTER TABLE membership DROP CONSTRAINT membership_company_id_person_id_key;
ALTER TABLE membership ADD CONSTRAINT membership_company_person UNIQUE USING INDEX membership_company_person;
