import type { EngineEvent } from '@contract/event'
import { asRunId } from '@contract/ids'

export function sampleEvent(seq: number, more: Partial<EngineEvent> = {}): EngineEvent {
  return { seq, at: seq, runId: asRunId('run'), type: 'line', text: `line ${String(seq)}`, ...more }
}
