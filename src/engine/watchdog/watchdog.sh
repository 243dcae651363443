# Quiesce's watchdog: ends what Quiesce started when Quiesce itself has died, whatever it died of.
# $1: the value of QUIESCE_OWNER_ID in what may be ended. $2: where to write what was done.
# Lines on standard input: `add PGID START`, `del PGID`, `keep RUNID`, `bye`. End of input without `bye` means that it died.
trap '' HUP INT TERM QUIT PIPE
set -f
mark="QUIESCE_OWNER_ID=$1"
log=$2
groups=''
kept=''
said=''

say() {
  said="$said$*
"
}

forget() {
  left=''
  for each in $groups; do [ "$each" = "$1" ] || left="$left $each"; done
  groups=$left
}

# Sets `start` and `state`; both stay empty where nobody has that number.
look_at() {
  start='' state=''
  if [ -r /proc/self/stat ]; then
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    # The name may hold spaces and parentheses: fields are counted after the last one. proc(5).
    set -- ${line##*) }
    state=$1
    shift 19
    start=$1
  else
    set -- $(ps -o stat=,lstart= -p "$1" 2>/dev/null)
    state=$1
    [ $# -eq 0 ] || shift
    start=$*
  fi
}

# The numbers of all processes with our mark. This one has none: it was started without it.
marked() {
  if [ -r /proc/self/environ ]; then
    set +f
    grep -lszxF "$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
  else
    ps -axEww -o pid=,command= 2>/dev/null | while read -r pid words; do
      case " $words " in *" $mark "*) echo "$pid" ;; esac
    done
  fi
}

is_kept() {
  for run in $kept; do
    grep -qszxF "QUIESCE_RUN_ID=$run" "/proc/$1/environ" 2>/dev/null && return 0
  done
  return 1
}

while read -r verb first rest; do
  case $first in *[!A-Za-z0-9-]*) continue ;; esac
  case $verb in
    add)
      case $first in
        '' | 0 | 1 | *[!0-9]*) ;;
        *)
          forget "$first"
          groups="$groups $first"
          set -- $rest
          eval "start_$first=\$*"
          ;;
      esac
      ;;
    del) forget "$first" ;;
    keep) kept="$kept $first" ;;
    bye) exit 0 ;;
  esac
done

for group in $groups; do
  eval "known=\$start_$group"
  look_at "$group"
  # A leader that has left keeps its number taken while its group lives; another start time is another process.
  if [ -n "$start" ] && [ -n "$known" ] && [ "$start" != "$known" ]; then
    say "group $group reused"
  elif kill -KILL "-$group" 2>/dev/null; then
    say "group $group sent"
  else
    say "group $group absent"
  fi
done

round=0
while [ $round -lt 5 ]; do
  round=$((round + 1))
  found=''
  for pid in $(marked); do
    if [ "$pid" = "$$" ] || is_kept "$pid"; then continue; fi
    found=yes
    kill -KILL "$pid" 2>/dev/null && say "marked $pid sent"
  done
  [ -n "$found" ] || break
done
if [ -n "$found" ]; then
  for pid in $(marked); do
    is_kept "$pid" || say "marked $pid left"
  done
fi
say "done after $round looks"
[ -z "$log" ] || { printf '%s' "$said" >>"$log"; } 2>/dev/null
