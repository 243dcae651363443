// One side of a comparison, in a process of its own: `subject.mjs ours|plain HOME BUILT`. Told what to do over IPC.
import { now } from '../clock.mjs'
import { openOurs } from './ours.mjs'
import { openPlain } from './plain.mjs'
import { cancelOnce, openHost } from './cancel-once.mjs'

const [, , side, home, built] = process.argv
const contestant = side === 'ours' ? await openOurs({ home, built }) : await openPlain({ home })

const operations = {
  begin: (spec) => contestant.begin(spec),
  line: ({ id }) => contestant.line(id),
  capture: ({ id }) => contestant.capture(id),
  pid: ({ id }) => contestant.pid(id),
  finished: async ({ id }) => {
    const end = await contestant.finished(id)
    return { at: now(), receipt: end?.verdict }
  },
  forget: ({ id }) => void contestant.forget(id),
  async end({ id }) {
    const at = now()
    const end = await contestant.end(id)
    return { at, told: now(), ...end }
  },
  /** Starts `count`, waits until all run, ends all, waits until all are told gone. */
  async cycle({ count, spec }) {
    const cpu = process.cpuUsage()
    const ids = []
    const at = now()
    for (let i = 0; i < count; i++) ids.push(contestant.begin(spec).id)
    await Promise.all(ids.map((id) => contestant.started(id)))
    const started = now()
    await Promise.all(ids.map((id) => contestant.end(id)))
    const ended = now()
    const { user, system } = process.cpuUsage(cpu)
    for (const id of ids) contestant.forget(id)
    return { startMs: started - at, stopMs: ended - started, cpuMs: (user + system) / 1_000 }
  },
  async fill({ count, spec }) {
    const ids = Array.from({ length: count }, () => contestant.begin(spec).id)
    await Promise.all(ids.map((id) => contestant.started(id)))
  },
  collect: () => globalThis.gc?.(),
  openHost: () => openHost(contestant.engine),
  cancel: ({ kind }) => cancelOnce(contestant.engine, kind),
  close: () => contestant.close(),
}

process.on('message', async ({ n, operation, ...request }) => {
  try {
    process.send({ n, answer: await operations[operation](request) })
  } catch (error) {
    process.send({ n, problem: String(error?.stack ?? error) })
  }
})
// Whoever asked has gone: nothing of ours may stay.
process.on('disconnect', () => void Promise.resolve(contestant.close()).finally(() => process.exit()))
process.send({ n: 0 })
