# For drills: a PostgreSQL below a temporary folder, and the contract suite on a database. Sourced by bash.

pg_bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
[ -x "$pg_bin/initdb" ] || { echo "PostgreSQL's initdb is missing" >&2; exit 2; }

# PostgreSQL does not run as root
as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

# FOLDER PORT [SETTINGS]: a cluster in FOLDER/data, for the role roster
start_postgres() {
  mkdir "$1/data"
  [ "$(id -u)" != 0 ] || chown postgres "$1" "$1/data"
  as_postgres "$pg_bin/initdb" -D "$1/data" -U roster --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
  printf '%s\n' "${3:-}" >>"$1/data/postgresql.auto.conf"
  resume_postgres "$1" "$2"
}

# FOLDER PORT
resume_postgres() {
  as_postgres "$pg_bin/pg_ctl" -w -t 300 -D "$1/data" -l "$1/data/log" \
    -o "-p $2 -k $1/data -c listen_addresses=127.0.0.1" start >/dev/null
}

# DATA_FOLDER
stop_postgres() {
  as_postgres "$pg_bin/pg_ctl" -D "$1" -m immediate stop >/dev/null 2>&1 || true
}

# CHECKOUT DATABASE_URL LOG: provider pacts and fuzzers of the checkout, with its server on the database
contract_suite() {
  if ! (cd "$1" && mvn -B -ntp ${DRILL_MAVEN:-} verify -pl contract-tests -am -Daot.skip=true \
    -Dtest='none*' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test='*ProviderIT,*FuzzIT' -Dfailsafe.failIfNoSpecifiedTests=false \
    "-Droster.database=$2") >"$3" 2>&1; then
    echo "the contract suite fails:" >&2
    grep -E 'ERROR|FAIL|Tests run' "$3" | head -n 20 >&2
    return 1
  fi
  grep -hE '^\[(INFO|WARNING)\] Tests run:' "$3" | tail -n 1
}
