import { burstRows } from './engine/burst.mjs'
import { growthRow, idleCpuRow, idleMemoryRow, thousandRow } from './engine/crowd.mjs'
import { cancelRows, escalationRow, familyRows, politeRows } from './engine/latency.mjs'
import { cardRows, clickRow, floodRows, idleRows, stopRows } from './window/board.mjs'
import { appStartRow } from './window/start.mjs'

/** What is measured together, in this order. Each answers its rows: `{ value, min, max, rounds, note }`. */
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
  part(['app-start'], appStartRow, true),
  part(['cancel-click'], clickRow, true),
  part(['window-idle', 'memory-main', 'memory-host', 'memory-renderer', 'memory-all'], idleRows, true),
  part(['stop-100', 'stop-100-main'], stopRows, true),
  part(['flood-open', 'flood-open-main'], floodRows, true),
  part(['cards-200', 'cards-200-main'], (bench) => cardRows(bench, 200), true),
  part(['cards-1000', 'cards-1000-main'], (bench) => cardRows(bench, bench.quick ? 400 : 1_000), true),
]

function part(rows, measure, window = false) {
  return { rows, measure, window }
}
