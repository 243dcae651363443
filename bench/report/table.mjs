import { ROWS, targetOf, verdictOf } from '../rows.mjs'
import { shown } from '../statistics.mjs'

const HEAD = ['row', 'figure', 'target', 'verdict', 'median', 'min – max', 'rounds', 'in detail']

/** One line for each row that was asked for, in the order of `ROWS`. A row that failed says why. */
export function tableLines(measured, failures = {}) {
  return ROWS.flatMap((row) => {
    const { id, says, of, digits, unit } = row
    const figure = of ? `${says}, against ${of}` : says
    const failure = failures[id]
    if (failure) return [[id, figure, targetOf(row), 'not measured', '', '', '', failure]]
    const seen = measured[id]
    if (!seen) return []
    const { value, min, max, rounds, note } = seen
    const between = rounds > 1 ? `${shown(min, digits)} – ${shown(max, digits)}` : ''
    const median = `${shown(value, digits)} ${unit}`
    return [[id, figure, targetOf(row), verdictOf(row, value), median, between, String(rounds), note]]
  })
}

export function markdownTable(lines, head = HEAD) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n')
}

/** For a terminal: columns of one width, without the long words. */
export function plainTable(lines) {
  const rows = [['row', 'target', 'verdict', 'median', 'min – max', 'in detail'], ...lines.map(short)]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)))
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function short([id, , target, verdict, median, between, , note]) {
  return [id, target, verdict, median, between, note]
}
