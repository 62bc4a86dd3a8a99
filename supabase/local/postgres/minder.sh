# Runs Postgres for exactly as long as somebody holds our standard input open: kill -9 of the supervisor closes it as well.
# usage: sh -c "$(cat minder.sh)" minder <postgres> <arguments...>
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
# a second shell, so that this one can say when Postgres ends by itself
(
  while read -r _; do :; done
  kill -INT "$postgres" 2>/dev/null
) <&3 &
wait "$postgres"
