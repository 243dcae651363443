import { allOf, type Statement } from '@contract/statement'
import type { SignalName } from '@contract/stop'
import type { Delivery } from '../kinds/task-kind'
import type { LiveProcess } from './live-process'
import type { Family } from './family'
import type { ProcessTable } from './process-table'
import { signalFound, signalFoundGroup, type SignalSent } from './send-signal'

/** After these a SIGCONT would be pointless or wrong. A stopped process takes no other signal until it goes on: signal(7). */
const NO_CONTINUE: ReadonlySet<SignalName> = new Set(['SIGKILL', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'])

/** Sends a signal, followed by SIGCONT, to the group and to each member outside it. `living` was looked up just before. */
export function signalFamily(
  family: Family,
  table: ProcessTable,
  living: readonly LiveProcess[],
  signal: SignalName,
): Delivery {
  const inGroup = family.groupIsOurs ? living.filter((member) => member.inGroup) : []
  const sent = new Map<number, SignalSent>()
  for (const each of withContinue(signal)) {
    const viaGroup = inGroup.length > 0 && signalFoundGroup(table, family.leaderPid, inGroup, each)
    for (const member of living) {
      const one = (viaGroup && viaGroup.get(member.pid)) || signalFound(table, member, each)
      if (each === signal) sent.set(member.pid, one)
    }
  }
  const outsiders = living.filter((member) => !member.inGroup && sent.get(member.pid) === 'sent')
  return { ...noted(family, signal, sent, outsiders.length), outsiders }
}

/** As `signalFamily`, to these and nobody else of the family. */
export function signalMembers(
  family: Family,
  table: ProcessTable,
  members: readonly LiveProcess[],
  signal: SignalName,
): Delivery {
  const sent = new Map(members.map((member) => [member.pid, signalFound(table, member, signal)]))
  for (const each of withContinue(signal).slice(1)) for (const member of members) signalFound(table, member, each)
  return noted(family, signal, sent, 0)
}

function withContinue(signal: SignalName): readonly SignalName[] {
  return NO_CONTINUE.has(signal) ? [signal] : [signal, 'SIGCONT']
}

function noted(family: Family, signal: SignalName, sent: ReadonlyMap<number, SignalSent>, outside: number): Delivery {
  const those = (what: SignalSent): readonly number[] =>
    [...sent].filter(([, each]) => each === what).map(([pid]) => pid)
  const reached = those('sent')
  const denied = those('denied')
  family.noteSignal(signal, reached)
  family.noteDenied(denied)
  return signalDelivery(signal, { reached: reached.length, outside, denied, spared: those('spared') })
}

export interface Reached {
  readonly reached: number
  /** Of those, how many a signal to the leader's group does not reach. */
  readonly outside: number
  readonly denied: readonly number[]
  readonly spared: readonly number[]
}

/** Who took a signal, who was not allowed to get it, and who is never signalled. */
export function signalDelivery(signal: SignalName, { reached, outside, denied, spared }: Reached): Delivery {
  const seen: readonly Statement[] = [
    ...(reached > 0 ? [{ code: 'signal-taken', signal, reached, outside } as const] : []),
    ...(denied.length > 0 ? [{ code: 'signal-denied', signal, pids: denied } as const] : []),
    ...(spared.length > 0 ? [{ code: 'signal-spared', pids: spared } as const] : []),
  ]
  return {
    delivered: reached > 0 ? 'yes' : 'no',
    evidence: seen.length > 0 ? allOf(...seen) : { code: 'nobody-left-to-signal', signal },
    deliveredTo: reached,
  }
}
