import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { now, until } from '../clock.mjs'
import { peakKb, residentKb, resetPeak, TAG } from '../processes.mjs'
import { median, ratio, shown, spread } from '../statistics.mjs'
import { openPair } from './open-subject.mjs'

const LINES = 500_000
const LINE_BYTES = 100

/** Half a million lines at once, until the file holds the last byte. What is in the file is compared line by line. */
export async function burstRows(bench) {
  const pair = await openPair(bench)
  let count = 0
  const { ours, floor } = await pair.alternate(bench.rounds(5), async (side) => {
    const stamp = join(bench.folder, `stamp-${(count += 1)}`)
    resetPeak(side.pid)
    const before = residentKb(side.pid)
    const program = join(import.meta.dirname, '../workloads/flood.mjs')
    const argv = [process.execPath, program, String(LINES), stamp]
    const { id } = await side.ask('begin', { argv, env: { [TAG]: bench.session } })
    const path = await until(() => side.ask('capture', { id }), { everyMs: 5 })
    const at = await until(() => sizeOf(path) >= LINES * LINE_BYTES && now(), { atMostMs: 30_000 })
    if (!at) throw new Error(`${side.side}: after 30 s the file holds ${sizeOf(path)} of ${LINES * LINE_BYTES} bytes.`)
    const peak = peakKb(side.pid)
    await side.ask('finished', { id })
    const seconds = (at - Number(BigInt(readFileSync(stamp, 'utf8'))) / 1e6) / 1_000
    const lost = linesLost(readFileSync(path), LINES)
    rmSync(path)
    return { speed: LINES / seconds, lost, megabytes: (peak - before) / 1024 }
  })
  await pair.close()
  const of = (side, key) => side.map((each) => each[key])
  const perSecond = (side) => shown(median(of(side, 'speed')) / 1e6, 2)
  return {
    burst: {
      ...ratio(of(ours, 'speed'), of(floor, 'speed')),
      note: `ours ${perSecond(ours)}, plain ${perSecond(floor)} million lines a second`,
    },
    'burst-lost': {
      ...spread(of(ours, 'lost')),
      value: Math.max(...of(ours, 'lost')),
      note: 'each line and its place compared; the most of all rounds counts',
    },
    'burst-memory': {
      ...spread(of(ours, 'megabytes')),
      note: `plain: ${shown(median(of(floor, 'megabytes')))} MB`,
    },
  }
}

/** How many of the numbered lines are not where they belong, whole. */
export function linesLost(bytes, lines) {
  let lost = 0
  for (let line = 1; line <= lines; line++) {
    const from = (line - 1) * LINE_BYTES
    const whole =
      bytes[from + LINE_BYTES - 1] === 10 && bytes.latin1Slice(from, from + 8) === String(line).padStart(8, '0')
    if (!whole) lost += 1
  }
  return lost
}

function sizeOf(path) {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
