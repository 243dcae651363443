import type { HealthSpec } from '@contract/life'
import type { Statement } from '@contract/statement'
import { HEALTH_DEFAULTS } from '@vocabulary/defaults'
import { monotonicMs } from '../clock/clock'
import { delay, isOver } from '../clock/patience'
import { askProbe, type ProbeGround } from './probe'

export interface HealthParts {
  readonly ground: ProbeGround
  /** Monotonic: until then a miss counts only after the first yes. */
  readonly missesCountFrom: number
  /** Called at every change between healthy and unhealthy, and the first time it is known. */
  told(healthy: boolean, evidence: Statement): void
}

/**
 * Looks again and again until the run is over. One miss is an accident; so many in a row are an illness. A program that is
 * still on its way up is neither healthy nor ill.
 */
export async function watchHealth(spec: HealthSpec, parts: HealthParts): Promise<void> {
  const { over } = parts.ground
  let misses = 0
  let known: boolean | undefined
  while (!isOver(over)) {
    await delay(spec.everyMs ?? HEALTH_DEFAULTS.everyMs, over)
    if (isOver(over)) return
    const answer = await askProbe(spec.probe, parts.ground, spec.timeoutMs ?? HEALTH_DEFAULTS.timeoutMs)
    if (!answer.yes && known === undefined && monotonicMs() < parts.missesCountFrom) continue
    misses = answer.yes ? 0 : misses + 1
    const healthy = answer.yes ? true : misses >= (spec.misses ?? HEALTH_DEFAULTS.misses) ? false : known
    if (healthy === undefined || healthy === known) continue
    known = healthy
    if (!isOver(over)) parts.told(healthy, answer.evidence)
  }
}
