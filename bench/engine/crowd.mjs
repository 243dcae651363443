import { join } from 'node:path'
import { delay, now } from '../clock.mjs'
import { cpuMsOf, familyOf, readProc, residentKb, TAG } from '../processes.mjs'
import { median, ratio, shown, spread } from '../statistics.mjs'
import { openPair, openSubject } from './open-subject.mjs'

const idle = join(import.meta.dirname, '../workloads/idle.sh')
const specOf = (bench) => ({ argv: ['/bin/sh', idle], env: { [TAG]: bench.session } })

/** What the engine and the helpers that it started use while nothing happens. */
export async function idleCpuRow(bench) {
  const side = await openSubject('ours', bench)
  await side.ask('fill', { count: 50, spec: specOf(bench) })
  await delay(3_000)
  const percent = []
  for (let round = 0; round < bench.rounds(5); round++) {
    const [at, before] = [now(), cpuOfEngine(side.pid)]
    await delay(bench.quick ? 3_000 : 10_000)
    percent.push(((cpuOfEngine(side.pid) - before) / (now() - at)) * 100)
  }
  await side.close()
  return { 'idle-cpu': { ...spread(percent), note: 'the engine’s process, its threads and its watchdog' } }
}

/** Everything below the engine that is not a run: those carry the mark of theirs. */
function cpuOfEngine(pid) {
  const own = familyOf(pid).filter((each) => !readProc(`${each}/environ`).includes('QUIESCE_RUN_ID='))
  return own.reduce((sum, each) => sum + cpuMsOf(each), 0)
}

/** What each process more costs, so that what the engine takes once does not count. After a collection: garbage is not cost. */
export async function idleMemoryRow(bench) {
  const kilobytes = []
  for (let round = 0; round < bench.rounds(5); round++) {
    const side = await openSubject('ours', bench, ['--expose-gc'])
    const at = async (count) => {
      await side.ask('fill', { count, spec: specOf(bench) })
      await delay(1_000)
      await side.ask('collect')
      return residentKb(side.pid)
    }
    const fifty = await at(50)
    kilobytes.push(((await at(200)) - fifty) / 200)
    await side.close()
  }
  return { 'idle-memory': { ...spread(kilobytes), note: 'resident, after a collection; a new engine each round' } }
}

export async function thousandRow(bench) {
  const pair = await openPair(bench)
  const count = bench.quick ? 200 : 1_000
  const { ours, floor } = await pair.alternate(bench.rounds(5), async (side) => {
    const { startMs, stopMs } = await side.ask('cycle', { count, spec: specOf(bench) })
    return { startMs, stopMs, totalMs: startMs + stopMs }
  })
  await pair.close()
  const of = (side, key) => side.map((each) => each[key])
  const part = (key) => `ours ${shown(median(of(ours, key)), 0)} ms, plain ${shown(median(of(floor, key)), 0)} ms`
  return {
    thousand: {
      ...ratio(of(ours, 'totalMs'), of(floor, 'totalMs')),
      note: `${count} processes; start all: ${part('startMs')}; stop all: ${part('stopMs')}`,
    },
  }
}

/** CPU for each run as there are more of them: it must not grow with their number. */
export async function growthRow(bench) {
  const side = await openSubject('ours', bench)
  const spec = specOf(bench)
  const perRun = async (count, times) => {
    let cpuMs = 0
    for (let time = 0; time < times; time++) cpuMs += (await side.ask('cycle', { count, spec })).cpuMs
    return cpuMs / count / times
  }
  await perRun(50, 2)
  const most = bench.quick ? 300 : 1_000
  const ratios = []
  const seen = { few: [], hundred: [], many: [] }
  for (let round = 0; round < bench.rounds(5); round++) {
    const few = await perRun(10, 10)
    const hundred = await perRun(100, 1)
    const many = await perRun(most, 1)
    seen.few.push(few)
    seen.hundred.push(hundred)
    seen.many.push(many)
    ratios.push(Math.max(hundred, many) / few)
  }
  await side.close()
  const words = Object.values(seen).map((values) => `${shown(median(values), 2)} ms`)
  return { growth: { ...spread(ratios), note: `CPU for each run at 10, 100, ${most}: ${words.join(', ')}` } }
}
