# Runs PostgreSQL for as long as standard input is open: the process that holds the other end may end in any way, also
# by kill -9, and PostgreSQL ends, too.
# $1: a folder to delete when the owner has gone, or nothing. The rest: the command of PostgreSQL.
folder=$1
shift
stopping=
# signals of the terminal are for the owner, which finishes its work with PostgreSQL first
trap '' HUP INT QUIT TERM
# again and again: until it has handlers of its own, PostgreSQL ignores SIGINT, as it was just told to
stop() {
  stopping=1
  (while kill -INT "$server"; do sleep 1; done) >/dev/null 2>&1 &
  stopper=$!
}
trap stop USR1
alone=
if command -v setsid >/dev/null 2>&1; then alone=setsid; else set -m; fi
exec 3<&0 </dev/null
$alone "$@" 3<&- &
server=$!
(read -r _ <&3; kill -USR1 $$) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait $server
status=$?
if [ -n "$stopping" ]; then
  wait $server
  status=$?
  kill -KILL "$stopper" 2>/dev/null
fi
# its number may belong to another process now
trap '' USR1
kill -KILL $watcher 2>/dev/null
if [ -n "$stopping" ] && [ -n "$folder" ]; then rm -rf -- "$folder"; fi
exit $status
