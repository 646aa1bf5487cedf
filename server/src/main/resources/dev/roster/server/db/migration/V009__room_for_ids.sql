-- Identifiers go up to 2^53 - 1, and an import may bring any of them. Those that the server makes come from a sequence,
-- which must have room above it, or nobody new could be stored any more.

-- Puts the sequence of a table behind the greatest identifier with a trillion (2^40) free ones above it, or into the widest
-- gap if there is none; never backwards within a gap, since a running server may have taken the next identifier already.
CREATE FUNCTION leave_room_for_ids(directory text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  room  CONSTANT bigint := 1099511627776;
  above CONSTANT bigint := 9007199254740992;
  last   bigint;
  behind bigint;
  taken  bigint;
BEGIN
  EXECUTE format('SELECT last_value FROM %I', directory || '_id_seq') INTO last;
  EXECUTE format('SELECT coalesce(max(id), 0) FROM %I', directory) INTO behind;
  taken := above;
  IF above - behind <= room THEN
    EXECUTE format(
      'SELECT id, id + gap FROM (
         SELECT id, lead(id, 1, $1) OVER (ORDER BY id) - id AS gap
         FROM (SELECT 0::bigint AS id UNION ALL SELECT id FROM %I) ids) gaps
       ORDER BY gap > $2 DESC, CASE WHEN gap > $2 THEN id ELSE gap END DESC
       LIMIT 1', directory)
      INTO behind, taken USING above, room;
  END IF;
  IF last <= behind OR taken - last <= room / 2 THEN
    PERFORM setval((directory || '_id_seq')::regclass, greatest(behind, 1), behind > 0);
  END IF;
END
$$;

-- A directory that was imported before this rule may have no room.
SELECT leave_room_for_ids('company'), leave_room_for_ids('person'), leave_room_for_ids('membership');
