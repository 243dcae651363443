import type { Control } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { Statement } from '@contract/statement'
import type { BodyEnd } from '../kinds/task-kind'
import type { Asked } from './run-state'

export interface EndFacts {
  /** What was accepted, if anything. */
  readonly asked: Asked | undefined
  /** Something was delivered to the body before it was gone. */
  readonly delivered: boolean
  /** The body was seen to take notice. */
  readonly handled: boolean
  /** What a run of its kind is asked with, when it is asked politely. */
  readonly polite: Control
  /** It was ended because it failed us: not ready in time. */
  readonly failed?: boolean
  /** The run went on after its leader had left: the exit is the leader's, and tells nothing about the end. */
  readonly wentOn?: boolean
}

const BY_CONTROL: Readonly<Record<Control, Outcome>> = { stop: 'stopped', terminate: 'terminated', cancel: 'cancelled' }

/** How a run ended. A natural end that came before a control could take effect is the natural end. Pure. */
export function decideOutcome(end: BodyEnd, facts: EndFacts): Outcome {
  const asked = facts.asked?.origin === 'leader-exit' ? undefined : facts.asked
  // Who left at the polite word, while force was already on its way, was not ended by force.
  const heeded = asked?.control === 'terminate' ? (asked.before ?? facts.polite) : asked?.control
  if (facts.failed) return 'failed'
  switch (end.how) {
    case 'could-not-start':
    case 'host-lost':
    case 'threw':
      return 'failed'
    case 'cancelled':
    case 'closed':
      // An abort that a job let through, and a generator that was closed, is the end of a stop, where a stop was asked.
      return heeded === 'stop' ? 'stopped' : 'cancelled'
    case 'fired':
      return 'completed'
    case 'withdrawn':
      return asked ? BY_CONTROL[asked.control] : 'cancelled'
    case 'forced':
      return asked ? BY_CONTROL[asked.control] : 'failed'
    case 'returned':
      return heeded && facts.handled && !end.swallowed ? BY_CONTROL[heeded] : 'completed'
    case 'exited':
      return asked && facts.delivered && (facts.wentOn || tookEffect(end, asked.control))
        ? BY_CONTROL[asked.control]
        : ownEnd(end)
  }
}

/** Force shows as death by signal; a polite ask may end in any way, and the exit code stands in the receipt. */
function tookEffect(end: BodyEnd, control: Control): boolean {
  return control !== 'terminate' || end.exit?.signal !== null
}

function ownEnd(end: BodyEnd): Outcome {
  // Nobody was told how: only a parent is.
  if (end.exit === undefined) return 'lost'
  return end.exit.code === 0 ? 'completed' : 'failed'
}

/** Why a process that nobody asked to end counts as failed. */
export function failureOfExit(end: BodyEnd): Statement | undefined {
  if (end.how !== 'exited' || end.exit === undefined || end.exit.code === 0) return undefined
  if (end.forMemory !== undefined) return end.forMemory
  if (end.exit.signal) return { code: 'ended-by-signal-not-ours', signal: end.exit.signal }
  return { code: 'exit-code-not-zero', exitCode: end.exit.code }
}

/** What the kernel sends for a fault of the program, or the program to itself: nobody else asked for it. signal(7). */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  ...['SIGABRT', 'SIGALRM', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGPIPE', 'SIGPROF', 'SIGSEGV', 'SIGSYS', 'SIGTRAP'],
  ...['SIGVTALRM', 'SIGXCPU', 'SIGXFSZ'],
])

/** True for an end by a signal that nobody asked Quiesce for and that is no fault of the program's own. */
export function wasEndedByAnother(end: BodyEnd | undefined): boolean {
  const signal = end?.how === 'exited' && end.forMemory === undefined ? end.exit?.signal : undefined
  return typeof signal === 'string' && !OWN_FAULTS.has(signal)
}
