import { join } from 'node:path'
import { delay, now, until } from '../clock.mjs'
import { isAlive, processesWith, sweep, TAG } from '../processes.mjs'
import { difference, median, ratio, shown, spread } from '../statistics.mjs'
import { openPair, openSubject } from './open-subject.mjs'

const workload = (name) => join(import.meta.dirname, '../workloads', name)
const PATIENCE_MS = 500

/** Start and stop of a program that is polite: both sides run the same one, in turns. */
export async function politeRows(bench) {
  const pair = await openPair(bench)
  const spec = { argv: [process.execPath, workload('polite.mjs')], env: { [TAG]: bench.session } }
  const { ours, floor } = await pair.alternate(bench.rounds(15), async (side) => {
    const { id, at } = await side.ask('begin', spec)
    const line = await side.ask('line', { id })
    const started = Number(BigInt(line.split(' ')[1])) / 1e6 - at
    const pid = await side.ask('pid', { id })
    await delay(100)
    const { at: asked, told, receipt } = await side.ask('end', { id })
    return { started, stopped: told - asked, stillThere: isAlive(pid), receipt }
  })
  await pair.close()
  const of = (side, key) => side.map((each) => each[key])
  const early = ours.filter(({ stillThere }) => stillThere).length
  const words = (key) => `ours ${shown(median(of(ours, key)))} ms, plain ${shown(median(of(floor, key)))} ms`
  return {
    start: { ...ratio(of(ours, 'started'), of(floor, 'started')), note: words('started') },
    stop: {
      ...difference(of(ours, 'stopped'), of(floor, 'stopped')),
      note: `${words('stopped')}; alive when told gone: ${early} of ${ours.length}`,
    },
  }
}

/** How long after its patience a deaf program is gone, seen from outside. */
export async function escalationRow(bench) {
  const side = await openSubject('ours', bench)
  const late = []
  for (let round = 0; round < bench.rounds(9); round++) {
    const spec = { argv: ['/bin/sh', workload('stubborn.sh')], env: { [TAG]: bench.session }, patienceMs: PATIENCE_MS }
    const { id } = await side.ask('begin', spec)
    await side.ask('line', { id })
    const pid = await side.ask('pid', { id })
    await delay(100)
    const end = side.ask('end', { id })
    await delay(PATIENCE_MS - 100)
    const goneAt = await until(() => !isAlive(pid) && now(), { everyMs: 0.5 })
    late.push(goneAt - (await end).at - PATIENCE_MS)
  }
  await side.close()
  return { escalation: { ...spread(late), note: `patience ${PATIENCE_MS} ms; gone as seen from outside, every ½ ms` } }
}

/** A family that tries to stay, and an independent count of who did. */
export async function familyRows(bench) {
  const side = await openSubject('ours', bench)
  const seconds = []
  const left = []
  const verdicts = new Set()
  for (let round = 0; round < bench.rounds(5); round++) {
    const tag = `${bench.session}-family-${round}-`
    const spec = { argv: ['/bin/sh', workload('family.sh')], env: { [TAG]: tag }, patienceMs: 1_000 }
    const { id } = await side.ask('begin', spec)
    const whole = await until(() => processesWith(tag, side.pid).length === 6, { everyMs: 10 })
    if (!whole) throw new Error('The family of six did not come up within 10 s.')
    await delay(300)
    const { at, told, verdict } = await side.ask('end', { id })
    left.push(processesWith(tag, side.pid).length)
    sweep(tag, side.pid)
    seconds.push((told - at) / 1_000)
    verdicts.add(verdict)
  }
  await side.close()
  return {
    family: { ...spread(seconds), note: `verdict ${[...verdicts].join(', ')}` },
    'family-left': { ...spread(left), value: Math.max(...left), note: 'the most of all rounds counts' },
  }
}

/** From the ask to the first sign that it took effect. */
export async function cancelRows(bench) {
  const side = await openSubject('ours', bench)
  await side.ask('openHost')
  const rows = {}
  for (const kind of ['coroutine', 'future']) {
    const ms = []
    for (let round = 0; round < bench.rounds(7); round++) ms.push(await side.ask('cancel', { kind }))
    rows[`cancel-${kind}`] = { ...spread(ms), note: 'in the engine, without a window' }
  }
  await side.close()
  return rows
}
