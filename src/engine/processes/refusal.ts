import type { LiveProcess } from './live-process'
import type { Statement } from '@contract/statement'
import type { RefusalCode, SignalName } from '@contract/stop'
import type { SignalDispositions } from './process-table'

interface Refusal {
  readonly code: RefusalCode
  readonly statement: Statement
}

/** For those that the kernel would not let us signal: they run as another user. kill(2), EPERM. */
export function refusalByDenial(denied: readonly LiveProcess[]): Refusal | undefined {
  if (denied.length === 0) return undefined
  const processes = denied.map(({ command, pid }) => ({ command, pid }))
  return { code: 'not-permitted', statement: { code: 'not-permitted-to-signal', processes } }
}

/** The class of a refusal, from what the kernel showed of the leader just before the signal was sent. */
export function refusalByDispositions(
  dispositions: SignalDispositions | undefined,
  signal: SignalName | undefined,
): Refusal | undefined {
  if (!dispositions) return undefined
  if (dispositions.state === 'D') {
    return { code: 'uninterruptible', statement: { code: 'in-uninterruptible-wait' } }
  }
  if (signal === undefined)
    return { code: 'handler-did-not-exit', statement: { code: 'asked-over-channel-still-there' } }
  if (dispositions.ignored.has(signal)) return { code: 'signal-ignored', statement: { code: 'ignores-signal', signal } }
  if (dispositions.blocked.has(signal)) return { code: 'signal-ignored', statement: { code: 'blocks-signal', signal } }
  if (dispositions.caught.has(signal)) {
    return { code: 'handler-did-not-exit', statement: { code: 'handles-signal-still-there', signal } }
  }
  return undefined
}

/** Whose dispositions tell what a family does with a signal: its leader's, and where that has left, those of the first who goes on. */
export function spokesmanOf(living: readonly LiveProcess[], leaderPid: number): number {
  return living.some(({ pid }) => pid === leaderPid) ? leaderPid : (living[0]?.pid ?? leaderPid)
}

/** Where nothing shows why it is still there. */
export function refusalUnseen(tookNotice: boolean): Refusal {
  return tookNotice
    ? { code: 'handler-did-not-exit', statement: { code: 'took-notice-still-there' } }
    : { code: 'unresponsive', statement: { code: 'not-seen-to-take-notice' } }
}
