import type { SignalName } from '@contract/stop'
import type { Delivery, LiveProcess } from '../kinds/task-kind'
import type { Family } from './family'
import { signalGroup, signalProcess } from './send-signal'
import type { ProcessTable } from './process-table'

/** After these a SIGCONT would be pointless or wrong. A stopped process takes no other signal until it goes on: signal(7). */
const NO_CONTINUE: ReadonlySet<SignalName> = new Set(['SIGKILL', 'SIGCONT', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'])

/** Sends a signal, followed by SIGCONT, to the group and to each member outside it. `living` was looked up just before. */
export function signalFamily(
  family: Family,
  table: ProcessTable,
  living: readonly LiveProcess[],
  groupId: number,
  signal: SignalName,
): Delivery {
  const inGroup = family.groupIsOurs ? living.filter((member) => member.inGroup) : []
  // Once the group's number is free for strangers, what was in it is reached one by one.
  const singly = living.filter((member) => !inGroup.includes(member))
  const outside = living.filter((member) => !member.inGroup)
  const reached: number[] = []
  const denied: number[] = []
  for (const each of NO_CONTINUE.has(signal) ? [signal] : [signal, 'SIGCONT' as const]) {
    if (inGroup.length > 0) {
      const sent = signalGroup(groupId, each)
      if (each === signal && sent === 'sent') reached.push(...inGroup.map((member) => member.pid))
      if (each === signal && sent === 'denied') denied.push(...inGroup.map((member) => member.pid))
    }
    for (const member of singly) {
      // The number may have changed hands since the look.
      if (!table.isAlive(member.pid, member.startTime)) continue
      const sent = signalProcess(member.pid, each)
      if (each === signal && sent === 'sent') reached.push(member.pid)
      if (each === signal && sent === 'denied') denied.push(member.pid)
    }
  }
  family.noteSignal(signal, reached)
  return { ...signalDelivery(signal, reached.length, outside.length, denied), outsiders: outside }
}

export function signalDelivery(
  signal: SignalName,
  reached: number,
  outside: number,
  denied: readonly number[],
): Delivery {
  if (denied.length > 0) {
    return {
      delivered: 'no',
      evidence: `The kernel refused to send ${signal} to process ${denied.join(', ')} (EPERM).`,
      deliveredTo: reached,
    }
  }
  if (reached === 0) return { delivered: 'no', evidence: `Nobody was left to take ${signal}.`, deliveredTo: 0 }
  const escaped = outside === 0 ? '' : `, ${outside} of them outside its process group`
  const who = reached === 1 ? 'one process' : `${reached} processes`
  return {
    delivered: 'yes',
    evidence: `The kernel took ${signal} for ${who} of the family${escaped}.`,
    deliveredTo: reached,
  }
}
