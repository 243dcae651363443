import type { LiveProcess } from './live-process'
import type { RefusalCode, SignalName } from '@contract/stop'
import type { SignalDispositions } from './process-table'

interface Refusal {
  readonly code: RefusalCode
  readonly sentence: string
}

/** For those that the kernel would not let us signal: they run as another user. kill(2), EPERM. */
export function spokenDenial(denied: readonly LiveProcess[]): Refusal | undefined {
  if (denied.length === 0) return undefined
  const names = denied.map(({ command, pid }) => `${command} (process ${pid})`).join(', ')
  const run = denied.length === 1 ? 'It runs' : 'They run'
  return { code: 'not-permitted', sentence: `Quiesce may not signal ${names}. ${run} as another user (EPERM).` }
}

/** The class of a refusal, from what the kernel showed of the leader just before the signal was sent. */
export function spokenRefusal(
  dispositions: SignalDispositions | undefined,
  signal: SignalName | undefined,
): Refusal | undefined {
  if (!dispositions) return undefined
  if (dispositions.state === 'D') {
    return {
      code: 'uninterruptible',
      sentence: 'It is in an uninterruptible wait of the kernel (state D): no signal takes effect until that ends.',
    }
  }
  if (signal === undefined)
    return { code: 'handler-did-not-exit', sentence: 'It was asked over its IPC channel and did not leave.' }
  if (dispositions.ignored.has(signal)) return { code: 'signal-ignored', sentence: `It ignores ${signal}.` }
  if (dispositions.blocked.has(signal)) return { code: 'signal-ignored', sentence: `It blocks ${signal}.` }
  if (dispositions.caught.has(signal)) {
    return { code: 'handler-did-not-exit', sentence: `It has a handler for ${signal}, and did not leave.` }
  }
  return undefined
}

/** Whose dispositions tell what a family does with a signal: its leader's, and where that has left, those of the first who goes on. */
export function spokesmanOf(living: readonly LiveProcess[], leaderPid: number): number {
  return living.some(({ pid }) => pid === leaderPid) ? leaderPid : (living[0]?.pid ?? leaderPid)
}

/** Where nothing shows why it is still there. */
export function spokenUnseen(tookNotice: boolean): Refusal {
  return tookNotice
    ? { code: 'handler-did-not-exit', sentence: 'It took notice, and did not end.' }
    : { code: 'unresponsive', sentence: 'It was not seen to take notice of what was sent.' }
}
