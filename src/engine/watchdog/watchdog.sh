# Quiesce's watchdog: ends what Quiesce started when Quiesce itself has died, whatever it died of. It asks first.
# $1: the value of QUIESCE_OWNER_ID in what may be ended. $2: where to write what was done.
# Lines on standard input, RUN being a run's id with `_` for `-`:
#   add RUN GROUP START PATIENCE SIGNAL SCOPE KIND   it leads GROUP, was started at START (`-`: not known), and is asked by SIGNAL
#                                                    PATIENCE hundredths of a second before force. SCOPE: leader or family.
#   born RUN PATH     whoever holds the file that was at PATH, which is no more, is of RUN
#   retire RUN   its group was seen empty: the number is free for strangers
#   del RUN      nothing of it is left
#   spare RUN    it has ended; what is left of it was named and left alone
#   keep RUN     it stays when Quiesce goes
#   bye          Quiesce leaves. End of input without it means that Quiesce died.
# KIND: terminal/PATH: what left that terminal's session, and does not print to it, is left alone. open: so is what runs in a terminal of somebody else. all: nothing.
trap '' HUP INT TERM QUIT PIPE
set -f
mark="QUIESCE_OWNER_ID=$1"
log=$2
# Every run that was added, in order. One whose variable run_RUN is no longer set counts no more: taking it out at once would
# cost a walk over all of them, and a thousand are deleted together.
runs=''
count=0
gone=0
said=''
births=''
# For what carries our mark and no run's: what a workload had started, and what was made in the moment before Quiesce died.
unnamed='0 - 500 TERM family all'
unknown='0 - 500 TERM family open'

say() {
  said="$said$*
"
}

remember() {
  key=$1
  shift
  eval "known=\${run_$key-}"
  [ -n "$known" ] || {
    runs="$runs $key"
    count=$((count + 1))
  }
  eval "run_$key=\$*"
}

forget() {
  eval "known=\${run_$1-}"
  [ -n "$known" ] || return 0
  unset "run_$1"
  gone=$((gone + 1))
  if [ $gone -ge 64 ] && [ $((gone * 2)) -ge $count ]; then tidy; fi
}

# Takes out what counts no more, once that is the half of all.
tidy() {
  left=''
  count=0
  gone=0
  for each in $runs; do
    eval "known=\${run_$each-}"
    [ -n "$known" ] || continue
    left="$left $each"
    count=$((count + 1))
  done
  runs=$left
}

# Its session's number stays taken while anybody is in it, and who is in it shows the run's mark.
retire() {
  eval "known=\${run_$1-}"
  case $known in '' | '0 '*) return 0 ;; esac
  eval "session_$1=\${known%% *} run_$1=\"0 \${known#* }\""
}

# Sets `now`, in hundredths of a second.
look_at_clock() {
  if [ -r /proc/uptime ]; then
    read -r up rest </proc/uptime
    now=$((${up%.*} * 100 + 1${up#*.} - 100))
  else
    now=$(($(date +%s) * 100))
  fi
}

# Sets `line` to what proc(5) says of process $1 from its state on. Its name may hold spaces, parentheses and line breaks.
read_stat() {
  line=''
  { while read -r part || [ -n "$part" ]; do line="$line $part"; done <"/proc/$1/stat"; } 2>/dev/null || return 1
  line=${line##*) }
  [ -n "$line" ]
}

# Sets `state`, `parent`, `group`, `session`, `tty` and `start`; fails where nobody has that number. tty: 0 where it has none.
look_at() {
  if [ -r /proc/self/stat ]; then
    read_stat "$1" || return 1
    set -- $line
    state=$1 parent=$2 group=$3 session=$4 tty=$5 start=${20}
  else
    set -- $(ps -o stat=,ppid=,pgid=,tty=,lstart= -p "$1" 2>/dev/null)
    [ $# -gt 4 ] || return 1
    state=$1 parent=$2 group=$3 session=0 tty=$4
    shift 4
    start=$(echo "$*" | tr ' ' _)
    case $tty in '?'* | -) tty=0 ;; esac
  fi
}

# Whether process $1, started at $2, lives; any group but $3 counts as another process where that is given.
is_still() {
  look_at "$1" && [ "$start" = "$2" ] || return 1
  case $state in Z* | X* | x*) [ "$1" = "${3-}" ] ;; *) [ -z "${3-}" ] || [ "$group" = "$3" ] ;; esac
}

# Lines of `PID:NAME=value` with our mark and with any run's, `_` for `-`.
read_marks() {
  if [ -r /proc/self/environ ]; then
    set +f
    grep -sHazx -e "$mark" -e 'QUIESCE_RUN_ID=[A-Za-z0-9-]*' /proc/[0-9]*/environ 2>/dev/null |
      tr '\0-' '\n_' | sed -n 's,^/proc/\([0-9]*\)/environ:,\1:,p'
  else
    ps -axEww -o pid=,command= 2>/dev/null | while read -r pid words; do
      case " $words " in *" $mark "*) echo "$pid:$mark" ;; esac
      case " $words" in
        *' QUIESCE_RUN_ID='*)
          word=${words#*QUIESCE_RUN_ID=}
          echo "$pid:QUIESCE_RUN_ID=${word%% *}"
          ;;
      esac
    done | tr - _
  fi
}

# Lines of `PID:PATH` for whoever holds a file by which a run knows its own: it was given as descriptor 4, or 5 where 4 is Node's.
read_births() {
  [ -n "$births" ] || return 0
  set +f
  ls -l /proc/[0-9]*/fd/4 /proc/[0-9]*/fd/5 2>/dev/null |
    sed -n 's,^.* /proc/\([0-9]*\)/fd/[45] -> \(/.*\.born\) (deleted)$,\1:\2,p'
}

# A line for each process: number, state, parent, group, session, terminal, start. A shell reads byte by byte, so it gets no more.
read_processes() {
  if [ -r /proc/self/stat ]; then
    set +f
    if [ -z "$plain_grep" ]; then grep -sHaz '' /proc/[0-9]*/stat | tr '\n\0' ' \n'; else cat /proc/[0-9]*/stat; fi 2>/dev/null |
      sed -n 's,^\(/proc/[0-9]*/stat:\)*\([0-9]*\) (.*) \([A-Za-z]\) \([-0-9]*\) \([-0-9]*\) \([-0-9]*\) \([-0-9]*\) \([-0-9]* \)\{14\}\([0-9]*\) .*,\2 \3 \4 \5 \6 \7 \9,p'
  else
    ps -axo pid=,stat=,ppid=,pgid=,tty=,lstart= 2>/dev/null | while read -r pid state parent group tty start; do
      case $tty in '?'* | -) tty=0 ;; esac
      echo "$pid $state $parent $group 0 $tty $(echo $start | tr ' ' _)"
    done
  fi
}

# One look at all processes. Sets `seen`: those that may be ours. For each of them c_PID: round, parent, group, session, tty,
# start, run (`-`: no run's mark), and whether it carries a mark of ours. proof_G and hold_S say that a group and a session are.
look() {
  round=$((round + 1))
  seen=''
  while IFS=: read -r pid value; do
    case $value in
      QUIESCE_OWNER_ID=*) eval "own_$pid=$round" ;;
      QUIESCE_RUN_ID=?*) eval "mark_$pid=\"$round \${value#*=}\"" ;;
      /*.born)
        name=${value##*/} of=''
        case ${name%.born} in '' | *[!A-Za-z0-9]*) ;; *) eval "of=\${born_${name%.born}-}" ;; esac
        [ "${of#* }" != "$value" ] || eval "mark_$pid=\"$round ${of%% *}\""
        ;;
    esac
  done <<MARKS
$(
  # First: what a process says by its environment counts more.
  read_births
  read_marks
)
MARKS
  while read -r pid state parent group session tty start; do
    case $pid$group$session in '' | *[!0-9]*) continue ;; esac
    eval "owned=\${own_$pid-} named=\${mark_$pid-}"
    eval "of_group=\${of_$group-} of_session=\${leads_$session-}"
    if [ -n "$of_group" ] && [ "$pid" = "$group" ]; then
      eval "set -- \$run_$of_group"
      # Also one that has left and was not yet taken off: nobody else gets its number.
      if [ "$2" = "$start" ]; then eval "proof_$group='$round $pid $start' hold_$pid=$round"; fi
    fi
    case $state in Z* | X* | x*) continue ;; esac
    run=- marked=no
    if [ "${named%% *}" = "$round" ]; then
      run=${named#* }
      eval "spared=\${spared_$run-} watched=\${run_$run-}"
      [ -z "$spared" ] || continue
      [ -z "$watched" ] || marked=yes
    fi
    [ "$owned" != "$round" ] || marked=yes
    [ "$marked" = yes ] || [ -n "$of_group$of_session" ] || continue
    if [ $marked = yes ] && [ "$run" = "$of_group" ]; then
      eval "proof=\${proof_$group-}"
      # The first one serves: the leader, or one that was there before what comes and goes.
      [ "${proof%% *}" = $round ] || eval "proof_$group='$round $pid $start'"
    fi
    if [ $marked = yes ] && [ "$run" = "$of_session" ]; then eval "hold_$session=$round"; fi
    eval "c_$pid='$round $parent $group $session $tty $start $run $marked'"
    seen="$seen $pid"
  done <<PROCESSES
$(read_processes)
PROCESSES
}

# Sets `holder` to the run that holds process $1: by its group, its session, or the parents that it has now. Else empty.
find_holder() {
  at=$1 holder='' hops=0
  while [ $hops -lt 100 ]; do
    hops=$((hops + 1))
    eval "set -- \${c_$at-}"
    [ "${1-}" = $round ] || return 0
    eval "proof=\${proof_$3-} hold=\${hold_$4-}"
    if [ "${proof%% *}" = $round ]; then eval "holder=\${of_$3-}"; elif [ "$hold" = $round ]; then eval "holder=\${leads_$4-}"; fi
    [ -z "$holder" ] || return 0
    at=$2
  done
}

# Decides over each that was seen. Sets `found`: those to be ended, with rule_PID: the run's group, start, patience, signal, scope.
decide() {
  found='' loose=''
  for pid in $seen; do
    find_holder "$pid"
    if [ -n "$holder" ]; then
      eval "rule_$pid=\$run_$holder"
      found="$found $pid"
      continue
    fi
    eval "set -- \$c_$pid"
    [ "$8" = yes ] || continue
    if [ "$7" = - ]; then rule=$unnamed; else eval "rule=\${run_$7:-\$unknown}"; fi
    eval "rule_$pid=\$rule"
    case $rule in
      *terminal*) if prints_to "$pid" "/${rule#*terminal/}"; then found="$found $pid"; else leave "$pid"; fi ;;
      *all) found="$found $pid" ;;
      *) loose="$loose $pid" ;;
    esac
  done
  # Somebody uses what has a terminal: it is left alone, with the server that it runs in and whatever else runs in that.
  for pid in $loose; do
    eval "set -- \$c_$pid"
    [ "$5" = 0 ] || climb "$pid" 'eval "apart_$at=$round"'
  done
  for pid in $loose; do
    apart=''
    climb "$pid" 'eval "set -- \"\${apart_$at-}\""; [ "$1" != $round ] || apart=yes'
    if [ -n "$apart" ]; then leave "$pid"; else found="$found $pid"; fi
  done
}

# Runs $2 with `at` set to $1 and each of its ancestors that carries a mark of ours and is held by nobody.
climb() {
  at=$1 act=$2 hops=0
  while [ $hops -lt 100 ]; do
    hops=$((hops + 1))
    case " $loose " in *" $at "*) ;; *) return 0 ;; esac
    eval "$act"
    eval "set -- \$c_$at"
    at=$2
  done
}

# Whether process $1 prints to the terminal at $2, which went with Quiesce: another by that name is somebody else's.
prints_to() {
  for descriptor in 1 2; do
    [ "$(readlink "/proc/$1/fd/$descriptor" 2>/dev/null)" != "$2 (deleted)" ] || return 0
  done
  return 1
}

leave() {
  eval "left=\${left_$1-}"
  [ -n "$left" ] || say "marked $1 apart"
  eval "left_$1=yes"
}

# Signals group $1 with $2, if it is still proved to be ours.
signal_group() {
  eval "set -- $1 $2 \${proof_$1-}"
  [ "${3-}" = $round ] && is_still "$4" "$5" "$1" && kill "-$2" "-$1" 2>/dev/null
}

ask() {
  eval "set -- $1 \$rule_$1 \$c_$1"
  # $1 number; rule: $2 group $3 start $4 patience $5 signal $6 scope $7 kind; then $8 round $9 parent, group, session, tty, start.
  pid=$1 of=$2 signal=$5 scope=$6 started=${13} inside=${10}
  eval "asked_$pid=$started until_$pid=$((died + $4)) with_$pid=$5"
  eval "proof=\${proof_$inside-} group_asked=\${group_asked_$inside-}"
  if [ "$4" = 0 ]; then return 0; fi
  if [ "$inside" = "$of" ] && [ "${proof%% *}" = $round ]; then
    case $group_asked in at-once) [ $round -gt 1 ] || return 0 ;; $round) return 0 ;; esac
    if [ -z "$group_asked" ]; then
      if [ "$scope" = leader ] && is_still "$of" "$3"; then
        kill "-$signal" "$of" 2>/dev/null && kill -CONT "$of" 2>/dev/null && group_asked=yes
      elif signal_group "$inside" "$signal"; then
        kill -CONT "-$inside" 2>/dev/null
        group_asked=yes
      fi
      [ -z "$group_asked" ] || {
        eval "group_asked_$inside=$round"
        say "group $inside sent"
        return 0
      }
    fi
  fi
  is_still "$pid" "$started" && kill "-$signal" "$pid" 2>/dev/null && kill -CONT "$pid" 2>/dev/null && say "marked $pid sent"
}

# Whether process $1 ignores the signal that it was asked with: no patience will make it leave.
is_deaf() {
  [ -r "/proc/$1/status" ] || return 1
  eval "signal=\$with_$1"
  case $signal in HUP) bit=0 ;; INT) bit=1 ;; QUIT) bit=2 ;; *) bit=14 ;; esac
  { while read -r name value rest; do [ "$name" != SigIgn: ] || break; done <"/proc/$1/status"; } 2>/dev/null || return 1
  [ "$name" = SigIgn: ] && [ $((0x${value#????????} >> bit & 1)) = 1 ]
}

# Whether process $1 or one that it descends from was asked and is still there: what it makes now may be its cleanup.
is_helper() {
  at=$1 hops=0
  while [ $hops -lt 100 ]; do
    hops=$((hops + 1))
    eval "set -- \${c_$at-}"
    [ "${1-}" = $round ] || return 1
    eval "asked=\${asked_$at-}"
    [ "$asked" != "$6" ] || return 0
    at=$2
  done
  return 1
}

force() {
  eval "set -- $1 \$rule_$1 \$c_$1"
  pid=$1 of=$2 started=${13} inside=${10}
  eval "group_forced=\${group_forced_$inside-}"
  if [ "$inside" = "$of" ] && [ $now -ge $((died + $4)) ]; then
    # All of a group at once: a program that makes processes faster than they are looked up does not outrun it.
    [ "$group_forced" != $round ] || return 0
    if signal_group "$inside" KILL; then
      eval "group_forced_$inside=$round"
      [ -n "$group_forced" ] || say "group $inside forced"
      return 0
    fi
  fi
  is_still "$pid" "$started" && kill -KILL "$pid" 2>/dev/null && say "marked $pid forced"
}

while read -r verb key rest; do
  case $key in *[!A-Za-z0-9_]*) continue ;; esac
  case $verb in
    add)
      case $rest in
        [0-9]*' '*' '[0-9]*' '*' '*' '*) remember "$key" $rest ;;
      esac
      ;;
    born)
      name=${rest##*/}
      case $name in
        *.born)
          name=${name%.born}
          case $name in '' | *[!A-Za-z0-9]*) ;; *) eval "births=yes born_$name=\"\$key \$rest\"" ;; esac
          ;;
      esac
      ;;
    retire) retire "$key" ;;
    del) forget "$key" ;;
    spare | keep)
      forget "$key"
      eval "spared_$key=yes"
      ;;
    bye) exit 0 ;;
  esac
done

look_at_clock
died=$now
patience=500
for key in $runs; do
  eval "set -- \${run_$key-}"
  [ $# -gt 0 ] || continue
  [ "$3" -le $patience ] || patience=$3
  eval "session=\${session_$key:-$1}"
  case $1$session in *[!0-9]*) continue ;; esac
  [ "$session" -le 1 ] || eval "leads_$session=$key"
  [ "$1" -le 1 ] || {
    eval "of_$1=$key"
    watched_groups="${watched_groups-} $1"
  }
done
[ -z "$log" ] || { echo "asking for at most $((patience * 10)) ms" >>"$log"; } 2>/dev/null

# Without it what has a line break in its name is not seen, and marks are not read: groups are.
plain_grep=yes
printf 'a\0' | grep -qz a 2>/dev/null && plain_grep=''

# Before the first look, which a busy machine may take its time for: whose leader is there needs none.
for key in $runs; do
  eval "set -- \${run_$key-}"
  [ $# -gt 0 ] && [ "$1" -gt 1 ] && [ "$3" -gt 0 ] && [ "$5" = family ] && is_still "$1" "$2" "$1" || continue
  eval "asked=\${group_asked_$1-}"
  [ -z "$asked" ] && kill "-$4" "-$1" 2>/dev/null || continue
  kill -CONT "-$1" 2>/dev/null
  eval "group_asked_$1=at-once"
  say "group $1 sent"
done

round=0
late=0
while :; do
  look
  decide
  if [ $round -eq 1 ]; then
    for group in ${watched_groups-}; do
      eval "proof=\${proof_$group-}"
      [ -n "$proof" ] || say "group $group absent"
    done
  fi
  [ -n "$found" ] || break
  look_at_clock
  for pid in $found; do
    eval "set -- \$c_$pid \"\${asked_$pid-}\""
    known=no
    [ "${9-}" != "$6" ] || known=yes
    if [ $known = no ] && [ $round -gt 1 ] && is_helper "$2"; then
      eval "set -- \$rule_$pid"
      until=$((died + $3))
    else
      [ $known = yes ] || ask "$pid"
      eval "until=\$until_$pid"
    fi
    if [ $now -ge "$until" ] || { [ $known = yes ] && is_deaf "$pid"; }; then force "$pid"; fi
  done
  # What outlives SIGKILL does so in the kernel, and no further look will change it.
  [ $now -lt $((died + patience)) ] || late=$((late + 1))
  [ $late -lt 10 ] || break
  if [ $round -le 10 ]; then sleep 0.03; else sleep 0.2; fi 2>/dev/null || sleep 1
done
for pid in $found; do say "marked $pid left"; done
say "done after $round looks"
[ -z "$log" ] || { printf '%s' "$said" >>"$log"; } 2>/dev/null
