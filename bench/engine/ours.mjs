import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { now } from '../clock.mjs'

/** The engine, driven through its public face and nothing else. */
export async function openOurs({ home, built }) {
  const { createEngine } = await import(pathToFileURL(join(built, 'engine/index.js')).href)
  const engine = await createEngine({ dataDir: home })
  const lines = new Map()
  const heard = new Map()
  engine.onEvent(({ type, runId, text }) => {
    if (type !== 'line' || lines.has(runId)) return
    lines.set(runId, text)
    heard.get(runId)?.(text)
  })
  // One listener for all: a thousand would each hear of every change, and be measured too.
  const rising = new Map()
  engine.onRunChange((run) => {
    if (!isUp(run)) return
    rising.get(run.id)?.()
    rising.delete(run.id)
  })
  let count = 0
  return {
    engine,
    begin({ argv, env, cwd = home, patienceMs = 5_000 }) {
      const task = engine.define(
        {
          kind: 'process',
          name: `bench ${(count += 1)}`,
          command: argv[0],
          args: argv.slice(1),
          env,
          cwd,
          stopPolicy: [
            { send: 'SIGTERM', patienceMs },
            { send: 'SIGKILL', patienceMs: 2_000 },
          ],
        },
        { saved: false },
      )
      // A task is defined once and started often: what is timed is the start.
      const at = now()
      const { id } = engine.start(task.id)
      return { id, at }
    },
    capture: (id) => fileOf(home, `${id}.log`),
    line: (id) =>
      new Promise((resolve) => {
        if (lines.has(id)) resolve(lines.get(id))
        else heard.set(id, resolve)
      }),
    started: (id) =>
      new Promise((resolve) => {
        if (isUp(engine.run(id))) resolve()
        else rising.set(id, resolve)
      }),
    pid: (id) => engine.run(id)?.pid,
    async end(id) {
      await engine.stop(id)
      const { verdict, summary, survivors } = await engine.ended(id)
      return { verdict, summary, survivors: survivors.length }
    },
    finished: (id) => engine.ended(id),
    forget: (id) => engine.dismiss(id),
    close: () => engine.close('terminate'),
  }
}

function isUp({ phase }) {
  return phase !== 'pending' && phase !== 'starting'
}

/** Where a run's output lies. It is there once something was printed. */
function fileOf(folder, name) {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(name))
  return found && join(folder, found)
}
