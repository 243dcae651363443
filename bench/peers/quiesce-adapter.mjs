import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Our engine as one more peer of a bench that drives process managers. It runs in a plain Node process, without a window. */
export default {
  name: 'quiesce',
  version: 'this working copy',
  order: 1.5,
  stopSignal: 'SIGTERM',
  restartModes: ['default'],
  note: 'the engine in plain Node; stopped is told when the receipt is complete',
  create({ home, graceMs }) {
    let host
    let asked = 0
    const waiting = new Map()
    const call = (operation, request) =>
      new Promise((resolve, reject) => {
        waiting.set((asked += 1), { resolve, reject })
        host.send({ n: asked, operation, request })
      })
    return {
      async open() {
        mkdirSync(home, { recursive: true })
        host = fork(join(import.meta.dirname, 'quiesce-host.mjs'), [home, process.env.QUIESCE_BENCH_BUILT], {
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        })
        const gone = () => {
          for (const { reject } of waiting.values()) reject(new Error('The engine has gone.'))
          waiting.clear()
        }
        host.once('exit', gone)
        host.on('message', ({ n, answer, problem }) => {
          const { resolve, reject } = waiting.get(n)
          waiting.delete(n)
          if (problem === undefined) resolve(answer)
          else reject(new Error(problem))
        })
        await call('ping')
      },
      start: (spec) => call('start', { spec, graceMs }),
      startMany: (specs) => call('startMany', { specs, graceMs }),
      stop: (id) => call('stop', { id }),
      status: (id) => call('status', { id }),
      logs: (id) => call('logs', { id }),
      pid: () => (host && host.exitCode === null && host.signalCode === null ? [host.pid] : []),
      remove: () => Promise.resolve(),
      async close() {
        const left = new Promise((resolve) => host.once('exit', resolve))
        await call('close')
        host.disconnect()
        await left
      },
    }
  },
}
