# Nodes, addresses and processes of the cluster, for the scripts of this folder. See README.md.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$here/../.." && pwd -P)
state=${HA_STATE:-/tmp/roster-ha} # short: it holds PostgreSQL's Unix sockets
prefix=roster-ha
switch=$prefix-switch
databases='db1 db2 db3'
replicas='app1 app2 app3'
url=http://10.77.0.10:8080

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

require_root() {
  [ "$(id -u)" = 0 ] || fail 'needs root: it makes network namespaces'
}

require_up() {
  [ -f "$state/token" ] || fail 'the cluster is not up: deploy/ha/up'
}

# Debian's place for a version's programs
postgres_bin() {
  dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)"
}

require_tools() {
  local tool
  for tool in ip bridge setpriv curl jq python3 etcd patroni haproxy psql "$(postgres_bin)/initdb"; do
    command -v "$tool" >/dev/null ||
      fail "$tool is missing (Debian: iproute2 curl jq patroni etcd-server haproxy postgresql)"
  done
}

address() { # NODE
  case "$1" in
    lb) echo 10.77.0.10 ;;
    db*) echo "10.77.0.2${1#db}" ;;
    app*) echo "10.77.0.3${1#app}" ;;
  esac
}

on() { # NODE COMMAND...
  local node=$1
  shift
  ip netns exec "$prefix-$node" "$@"
}

exists() { # NAMESPACE
  ip netns list | grep -q "^$1\b"
}

runs() { # NODE NAME-OF-PROCESS
  local pid
  for pid in $(ip netns pids "$prefix-$1"); do
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != "$2" ] || return 0
  done
  return 1
}

# In the background, with a log of its own, so that it outlives the script
start() { # NODE LOG COMMAND...
  local node=$1 log=$2
  shift 2
  setsid ip netns exec "$prefix-$node" "$@" >>"$state/log/$log" 2>&1 </dev/null &
}

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
}

await() { # SECONDS WHAT COMMAND...
  local tries=$(($1 * 5)) what=$2
  shift 2
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "$what: not within the time; logs are in $state/log"
    sleep 0.2
  done
}

# A template with the values of this cluster
fill() { # TEMPLATE NODE
  sed -e "s|@NODE@|$2|g" -e "s|@ADDRESS@|$(address "$2")|g" -e "s|@STATE@|$state|g" -e "s|@HERE@|$here|g" \
    -e "s|@POSTGRES_BIN@|$(postgres_bin)|g" -e "s|@PASSWORD@|$(cat "$state/password")|g" "$here/$1"
}

patroni_says() { # NODE PAGE
  on "$1" curl -s -o /dev/null -f --max-time 2 "http://$(address "$1"):8008/$2"
}

primary() {
  local node
  for node in $databases; do
    if exists "$prefix-$node" && patroni_says "$node" primary; then
      echo "$node"
      return
    fi
  done
  return 1
}

# A primary, a synchronous standby and a third one, all on one timeline
is_whole() {
  local node
  node=$(primary) || return 1
  on "$node" curl -sf --max-time 2 "http://$(address "$node"):8008/cluster" | jq -e '
    (.members | length) == 3
    and (.members | map(.timeline) | unique | length) == 1
    and ([.members[] | select(.role == "leader" and .state == "running")] | length) == 1
    and ([.members[] | select(.role == "sync_standby")] | length) == 1
    and ([.members[] | select(.role != "leader" and (.state == "running" or .state == "streaming"))] | length) == 2'
}

# Through the Unix socket, so also in a namespace that is cut off
sql() { # NODE DATABASE SQL
  as_postgres psql -h "$state/$1/socket" -d "$2" -XAtq -v ON_ERROR_STOP=1 -c "$3"
}

is_ready() { # REPLICA
  on "$1" curl -sf -o /dev/null --max-time 2 "http://$(address "$1"):9000/readyz"
}

start_database() { # NODE
  local members='' each
  for each in $databases; do members="$members${members:+,}$each=http://$(address "$each"):2380"; done
  mkdir -p "$state/$1/socket"
  fill patroni.yaml "$1" >"$state/$1/patroni.yaml"
  chmod 600 "$state/$1/patroni.yaml"
  chown -R postgres: "$state/$1"
  # The times are for a busy machine with one disk. pre-vote: a member that was cut off would force an election when it
  # is back, and Patroni would give the primary up.
  runs "$1" etcd || start "$1" "etcd-$1.log" setpriv --reuid=postgres --regid=postgres --clear-groups \
    etcd --name "$1" --data-dir "$state/$1/etcd" --logger zap --log-level warn \
    --listen-peer-urls "http://$(address "$1"):2380" --initial-advertise-peer-urls "http://$(address "$1"):2380" \
    --listen-client-urls "http://$(address "$1"):2379" --advertise-client-urls "http://$(address "$1"):2379" \
    --initial-cluster "$members" --initial-cluster-token roster-ha --heartbeat-interval 200 --election-timeout 2000 \
    --pre-vote
  runs "$1" patroni || start "$1" "patroni-$1.log" setpriv --reuid=postgres --regid=postgres --clear-groups \
    patroni "$state/$1/patroni.yaml"
}

# HAProxy takes each node for the primary until it has looked
leads_to_primary() { # REPLICA
  [ "$(PGPASSWORD=$(cat "$state/password") PGCONNECT_TIMEOUT=3 on "$1" psql -h 127.0.0.1 -U roster -d roster -XAtc \
    'SELECT pg_is_in_recovery()')" = f ]
}

start_replica() { # NODE
  runs "$1" haproxy || {
    fill haproxy-database.cfg "$1" >"$state/haproxy-$1.cfg"
    start "$1" "haproxy-$1.log" haproxy -db -f "$state/haproxy-$1.cfg"
    await 60 "the way of $1 to the primary" leads_to_primary "$1"
  }
  runs "$1" java || ROSTER_DATABASE_URL_FILE="$state/database-url" start "$1" "roster-$1.log" \
    "$home/roster" serve --host "$(address "$1")" --management-host "$(address "$1")" --public-url "$url" \
    --trusted-proxy "$(address lb)" --rate-limit false --shutdown-delay 3s
}
