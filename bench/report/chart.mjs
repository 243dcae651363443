import { ROWS, verdictOf } from '../rows.mjs'
import { shown } from '../statistics.mjs'

const WIDTH = 860
const LINE = 30
const LEFT = 150
const SCALE = 420
/** The target stands here on every line: a bar that ends before it has met its target. */
const TARGET_AT = 0.6
const COLOURS = { met: '#2f8f5b', missed: '#c2413a' }

/** A bar for each row with a target: how much of what is allowed was used. The thin line spans the least and the greatest. */
export function chartOf(measured) {
  const bars = ROWS.flatMap((row) => {
    const seen = measured[row.id]
    const used = seen && usedOf(row, seen.value)
    if (used === undefined) return []
    const ends = [seen.min, seen.max].map((value) => usedOf(row, value)).sort((a, b) => a - b)
    return [{ row, seen, used, ends }]
  })
  const height = bars.length * LINE + 60
  const target = LEFT + SCALE * TARGET_AT
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">
<title>How much of each target was used</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="${target}" y="20" text-anchor="middle" fill="#333333">target</text>
<line x1="${target}" y1="28" x2="${target}" y2="${height - 16}" stroke="#333333" stroke-dasharray="3 3"/>
${bars.map(bar).join('\n')}
</svg>
`
}

function bar({ row, seen, used, ends }, index) {
  const y = 34 + index * LINE
  const colour = COLOURS[verdictOf(row, seen.value)]
  const [least, most] = ends.map((end) => LEFT + place(end))
  return `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end" fill="#333333">${row.id}</text>
<rect x="${LEFT}" y="${y + 3}" width="${Math.max(2, place(used))}" height="16" rx="2" fill="${colour}"/>
<line x1="${least}" y1="${y + 11}" x2="${most}" y2="${y + 11}" stroke="#111111" stroke-width="1.5"/>
<text x="${LEFT + SCALE + 14}" y="${y + 15}" fill="#333333">${shown(seen.value, row.digits)} ${row.unit}</text>`
}

/**
 * 1 is the whole target. Where more is better, the shortfall counts the other way round.
 * @param {import('../rows.mjs').Row} row
 * @param {number} value
 */
export function usedOf({ atMost, atLeast }, value) {
  if (atLeast !== undefined) return value > 0 ? atLeast / value : Infinity
  if (atMost === undefined) return undefined
  if (atMost === 0) return value <= 0 ? 0 : 2
  return Math.max(0, value / atMost)
}

function place(used) {
  return Math.round(Math.min(1, used * TARGET_AT) * SCALE * 10) / 10
}
