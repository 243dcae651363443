import { burstRows } from './engine/burst.mjs'
import { growthRow, idleCpuRow, idleMemoryRow, thousandRow } from './engine/crowd.mjs'
import { cancelRows, escalationRow, familyRows, politeRows } from './engine/latency.mjs'
import { cardRows, clickRow, floodRows, idleRows, stopRows } from './window/board.mjs'
import { appStartRow } from './window/start.mjs'

/**
 * What is measured together, in this order. Each answers its rows: `{ value, min, max, rounds, note }`.
 * @type {readonly { rows: readonly string[], measure: (bench: object) => Promise<object> }[]}
 */
export const PARTS = [
  part(['start', 'stop'], politeRows),
  part(['escalation'], escalationRow),
  part(['family', 'family-left'], familyRows),
  part(['burst', 'burst-lost', 'burst-memory'], burstRows),
  part(['idle-cpu'], idleCpuRow),
  part(['idle-memory'], idleMemoryRow),
  part(['thousand'], thousandRow),
  part(['cancel-coroutine', 'cancel-future'], cancelRows),
  part(['growth'], growthRow),
  part(['app-start'], appStartRow),
  part(['cancel-click'], clickRow),
  part(['window-idle', 'memory-main', 'memory-host', 'memory-renderer', 'memory-all'], idleRows),
  part(['stop-100', 'stop-100-main'], stopRows),
  part(['flood-open', 'flood-open-main'], floodRows),
  part(['cards-200', 'cards-200-main'], (bench) => cardRows(bench, 'cards-200', 200)),
  part(['cards-1000', 'cards-1000-main'], (bench) => cardRows(bench, 'cards-1000', bench.quick ? 400 : 1_000)),
]

function part(rows, measure) {
  return { rows, measure }
}
