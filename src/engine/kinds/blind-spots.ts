import type { TaskSpec } from '@contract/task'
import { unreachable } from '@contract/unreachable'
import { isExempt } from '../processes/process-limit'
import type { ProcessTable } from '../processes/process-table'

const OWN_PROCESSES =
  'A program that its code starts with an environment of its own carries no mark of this run: whether that is still alive is not looked for.'

const OWN_PROCESSES_UNMARKED =
  'A program that its code starts cannot be told from others on this platform: whether it is still alive is not looked for.'

const KEPT_OUTPUT =
  'It writes its output to a file by itself, so that it can outlive Quiesce: how much it prints while Quiesce is away is not bounded.'

const KEPT_EVENTS =
  'It is given no descriptor for events, since a pipe to Quiesce would break with Quiesce: what it cleans up is not told to Quiesce.'

const EXEMPT =
  'Quiesce runs as root, whom the kernel exempts from a limit of processes: the one of this task binds nobody.'

/** Whoever is asked through a socket starts it outside: what is started by others was never in the namespace. */
const STARTED_BY_OTHERS =
  'A program that somebody outside starts for it, such as a tmux server, systemd-run, docker, at or ssh, is not in its process namespace: only launchers that Quiesce knows are looked after.'

/** What cannot be seen of a run of this task, in sentences: told beforehand, and again in its receipt. */
export function blindSpotsOf(spec: TaskSpec, table: Pick<ProcessTable, 'limits' | 'sight'>): readonly string[] {
  switch (spec.kind) {
    case 'process':
      return [
        // Whatever is born in a namespace is in sight.
        ...(spec.strict ? [STARTED_BY_OTHERS] : table.limits),
        ...(spec.keepRunning ? [KEPT_OUTPUT, KEPT_EVENTS] : []),
        ...(spec.processLimit !== undefined && isExempt() ? [EXEMPT] : []),
      ]
    case 'timer':
      return []
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return [table.sight.marks === 'all' ? OWN_PROCESSES : OWN_PROCESSES_UNMARKED]
    default:
      return unreachable(spec)
  }
}
