import type { HeldPort } from '@contract/statements/wait-statements'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { PortHolder } from '../processes/process-table'
import { OPEN, type StartGate } from './start-gate'

const LOOK_EVERY_MS = 100
/** Looking for the holder opens every process's files: often enough for a person to read, not more. */
const NAME_EVERY_MS = 1_000
/** Ports that the task never declared but held last time: after this somebody else may have them for good. */
const LEARNT_PATIENCE_MS = 3_000

export interface PortGateParts {
  /** Undefined where the platform cannot tell: then nothing is waited for. */
  portsInUse(ports: readonly number[]): readonly number[] | undefined
  holdersOf(ports: readonly number[]): readonly PortHolder[]
  /** The run of ours that a process belongs to, by name. */
  nameOfRun(holder: PortHolder): string | undefined
}

/** Waits until nobody listens on the ports. Declared ports are waited for without limit, and the holder is named. */
export function portGate(declared: readonly number[], learnt: readonly number[], parts: PortGateParts): StartGate {
  return {
    waitingFor: { code: 'wait-ports', ports: [...declared, ...learnt] },
    pass: async (over, tell) => {
      const since = monotonicMs()
      let namedAt = -Infinity
      while (!over.aborted) {
        const ports = monotonicMs() - since < LEARNT_PATIENCE_MS ? [...declared, ...learnt] : declared
        const used = parts.portsInUse(ports) ?? []
        if (used.length === 0) return OPEN
        if (monotonicMs() - namedAt >= NAME_EVERY_MS) {
          namedAt = monotonicMs()
          tell({ code: 'wait-held-ports', ports: heldPorts(used, parts) })
        }
        await delay(LOOK_EVERY_MS, over)
      }
      return OPEN
    },
  }
}

function heldPorts(used: readonly number[], parts: PortGateParts): readonly HeldPort[] {
  const holders = parts.holdersOf(used)
  return used.map((port) => {
    const holder = holders.find((each) => each.port === port)
    if (!holder) return { port }
    const { pid, command } = holder
    const run = parts.nameOfRun(holder)
    return { port, holder: { pid, command }, ...(run !== undefined && { run }) }
  })
}
