SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS person_last_name;
CREATE INDEX CONCURRENTLY person_last_name ON person (last_name);
