# Quiesce's watchdog: ends what Quiesce started when Quiesce itself has died, whatever it died of.
# $1: the value of QUIESCE_OWNER_ID in what may be ended. $2: where to write what was done.
# Lines on standard input: `add PGID START`, `del PGID`, `keep RUNID`, `bye`. End of input without `bye` means that it died.
trap '' HUP INT TERM QUIT PIPE
set -f
mark="QUIESCE_OWNER_ID=$1"
log=$2
# Every number that was added, in order. One whose variable start_NUMBER is no longer set counts no more: taking it out at
# once would cost a walk over all of them, and a thousand are deleted together.
groups=''
count=0
gone=0
kept=''
said=''

say() {
  said="$said$*
"
}

remember() {
  number=$1
  shift
  eval "known=\${start_$number-}"
  [ -n "$known" ] || {
    groups="$groups $number"
    count=$((count + 1))
  }
  eval "start_$number=\"since \$*\""
}

forget() {
  eval "known=\${start_$1-}"
  [ -n "$known" ] || return 0
  unset "start_$1"
  gone=$((gone + 1))
  if [ $gone -ge 64 ] && [ $((gone * 2)) -ge $count ]; then tidy; fi
}

# Takes out what counts no more, once that is the half of all.
tidy() {
  left=''
  count=0
  gone=0
  for each in $groups; do
    eval "known=\${start_$each-}"
    [ -n "$known" ] || continue
    left="$left $each"
    count=$((count + 1))
  done
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
        *) remember "$first" $rest ;;
      esac
      ;;
    del)
      case $first in
        '' | *[!0-9]*) ;;
        *) forget "$first" ;;
      esac
      ;;
    keep) kept="$kept $first" ;;
    bye) exit 0 ;;
  esac
done

for group in $groups; do
  eval "known=\${start_$group-}"
  # Deleted, or seen to already: a number that was used again stands here twice.
  [ -n "$known" ] || continue
  unset "start_$group"
  known=${known#since}
  known=${known# }
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
