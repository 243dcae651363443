import { shown } from '../statistics.mjs'
import { markdownTable } from './table.mjs'

const COLUMNS = [
  ['', ({ name }) => name],
  ['first line, ms', ({ firstLineMs }) => shown(firstLineMs, 0)],
  ['polite one gone, ms', ({ goneMs }) => shown(goneMs, 0)],
  ['told, ms', ({ toldMs }) => shown(toldMs, 0)],
  ['its cleanup ran', ({ cleanupRan }) => cleanupRan ?? '–'],
  ['deaf one gone, ms', ({ forceMs }) => (forceMs === undefined ? 'never (3 s)' : shown(forceMs, 0))],
  ['left of a tree of 6', ({ treeLeft }) => shown(treeLeft, 0)],
  ['daemons left', ({ daemonLeft }) => shown(daemonLeft, 0)],
  ['flood, lines/s', ({ linesPerSecond }) => shown(linesPerSecond, 0)],
  ['lines lost', ({ linesLost }) => shown(linesLost, 0)],
  ['peak MB', ({ floodMb }) => shown(floodMb, 0)],
  ['50 idle, CPU %', ({ idleCpuPercent }) => shown(idleCpuPercent, 2)],
  ['MB', ({ idleMb }) => shown(idleMb, 0)],
]

/** Medians of one run, patience 1 s. How each figure is taken stands with the bench that drives the peers. */
export function peersTable(rows) {
  return markdownTable(
    rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
    COLUMNS.map(([head]) => head),
  )
}
