import { loadWarning } from '../machine.mjs'
import { peersTable } from './peers-table.mjs'
import { markdownTable, tableLines } from './table.mjs'

const BEGIN = '<!-- measured: written by npm run bench -->'
const END = '<!-- measured: end -->'

/** Puts the measured part into the page between its two marks; what people wrote around it stays as it is. */
export function withMeasured(page, part) {
  const from = page.indexOf(BEGIN)
  const to = page.indexOf(END)
  if (from < 0 || to < from) throw new Error(`docs/performance.md: expected the lines "${BEGIN}" and "${END}".`)
  return `${page.slice(0, from)}${BEGIN}\n\n${part.trim()}\n\n${page.slice(to)}`
}

export function measuredPart({ machine, quick, seconds, rows, failures, peers }) {
  const facts = [
    `${machine.cores} cores (${machine.processor})`,
    machine.kernel,
    `Node ${machine.node}`,
    ...(machine.electron ? [`Electron ${machine.electron}`] : []),
    `load average at the start ${machine.loadAtStart}`,
    `${seconds} s in all`,
  ]
  const lines = tableLines(rows, failures)
  const count = (verdict) => lines.filter((line) => line[3] === verdict).length
  const warning = loadWarning(machine)
  return [
    `Measured on: ${facts.join(', ')}.`,
    ...(warning ? [`**${warning}**`] : []),
    ...(quick ? ['**A quick run: few rounds, short windows, fewer processes.**'] : []),
    `${count('met')} targets met, ${count('missed')} missed${count('not measured') ? `, ${count('not measured')} not measured` : ''}.`,
    markdownTable(lines),
    '![How much of each target was used](performance.svg)',
    ...(peers ? [peersPart(peers)] : []),
  ].join('\n\n')
}

function peersPart({ rows, rounds, missing, why }) {
  if (!rows) return `The peers were not measured: ${why}`
  const left = missing.length > 0 ? `\n\nCould not be measured here: ${missing.join('; ')}.` : ''
  return `### Beside its peers\n\nMedians of ${rounds} rounds, patience 1 s; each peer driven as a person drives it.\n\n${peersTable(rows)}${left}`
}
