import { isDeepStrictEqual } from 'node:util'
import type { ReadinessSpec } from '@contract/life'
import type { Statement } from '@contract/statement'
import { READY_DEFAULTS } from '@vocabulary/defaults'
import { monotonicMs } from '../clock/clock'
import { delay, isOver } from '../clock/patience'
import { askProbe, type ProbeGround } from './probe'

const LOOK_TIMEOUT_MS = 2_000

export interface ReadinessParts {
  readonly ground: ProbeGround
  /** Calls back when the text was printed. Returns its undo. */
  heard(text: string, listener: () => void): () => void
  /** Somebody else answers in its place. Called once for each who does. */
  stranger(evidence: Statement): void
}

export type Readiness =
  | { readonly ready: true; readonly evidence: Statement }
  | { readonly ready: false; readonly because: 'over' | 'timeout'; readonly evidence: Statement }

const BEFORE_READY: Readiness = { ready: false, because: 'over', evidence: { code: 'ended-before-ready' } }

/** Resolves when the program was seen to be ready, its time is up, or the run is over. */
export async function awaitReady(spec: ReadinessSpec, parts: ReadinessParts): Promise<Readiness> {
  const timeoutMs = spec.timeoutMs ?? READY_DEFAULTS.timeoutMs
  const until = monotonicMs() + timeoutMs
  const { probe } = spec
  const { over } = parts.ground
  if ('line' in probe) return hear(probe.line, timeoutMs, parts)
  let last: Statement = { code: 'not-looked-at' }
  while (!isOver(over) && monotonicMs() < until) {
    const answer = await askProbe(probe, parts.ground, Math.max(50, Math.min(LOOK_TIMEOUT_MS, until - monotonicMs())))
    if (answer.yes && !isOver(over)) return { ready: true, evidence: answer.evidence }
    if (!answer.yes && answer.stranger && !isDeepStrictEqual(answer.evidence, last) && !isOver(over))
      parts.stranger(answer.evidence)
    last = answer.evidence
    await delay(Math.min(spec.everyMs ?? READY_DEFAULTS.everyMs, Math.max(0, until - monotonicMs())), over)
  }
  return notReady(over, timeoutMs, last)
}

function hear(line: string, timeoutMs: number, parts: ReadinessParts): Promise<Readiness> {
  const { over } = parts.ground
  return new Promise((resolve) => {
    const undo = parts.heard(line, () => finish({ ready: true, evidence: { code: 'line-printed', line } }))
    const timer = setTimeout(() => finish(notReady(over, timeoutMs, { code: 'line-not-printed', line })), timeoutMs)
    const ended = (): void => finish(BEFORE_READY)
    const finish = (readiness: Readiness): void => {
      undo()
      clearTimeout(timer)
      over.removeEventListener('abort', ended)
      resolve(readiness)
    }
    over.addEventListener('abort', ended)
  })
}

function notReady(over: AbortSignal, timeoutMs: number, last: Statement): Readiness {
  if (over.aborted) return BEFORE_READY
  return { ready: false, because: 'timeout', evidence: { code: 'not-ready-in-time', afterMs: timeoutMs, last } }
}
