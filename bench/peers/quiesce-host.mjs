// quiesce-host.mjs HOME BUILT: the engine behind an IPC channel, for the adapter.
import { openOurs } from '../engine/ours.mjs'

const [, , home, built] = process.argv
const ours = await openOurs({ home, built })
const runs = new Map()

async function start({ spec, graceMs }) {
  const { id } = ours.begin({ argv: spec.argv, env: spec.env, cwd: spec.cwd, patienceMs: graceMs })
  runs.set(spec.id, id)
  await ours.started(id)
  return { text: 'started' }
}

const operations = {
  ping: () => undefined,
  start,
  startMany: ({ specs, graceMs }) => Promise.all(specs.map((spec) => start({ spec, graceMs }))),
  async stop({ id }) {
    const { verdict, summary } = await ours.end(runs.get(id))
    return { text: `${verdict}: ${summary}`, daemonLog: '' }
  },
  status({ id }) {
    const { phase, outcome = '' } = ours.engine.run(runs.get(id))
    return `${phase} ${outcome}`.trim()
  },
  logs: ({ id }) => ({ path: ours.capture(runs.get(id)) }),
  close: () => ours.close(),
}

process.on('message', async ({ n, operation, request }) => {
  try {
    process.send({ n, answer: await operations[operation](request) })
  } catch (error) {
    process.send({ n, problem: String(error?.stack ?? error) })
  }
})
process.on('disconnect', () => void ours.close().finally(() => process.exit()))
