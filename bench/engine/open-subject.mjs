import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TAG } from '../processes.mjs'

const open = new Set()
let count = 0

/** Starts one side of a comparison. `execArgv` goes to its Node. */
export async function openSubject(side, { folder, built, session }, execArgv = []) {
  const home = join(folder, `${side}-${(count += 1)}`)
  mkdirSync(home, { recursive: true })
  const child = fork(join(import.meta.dirname, 'subject.mjs'), [side, home, built], {
    execArgv,
    env: { ...process.env, [TAG]: session },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A Ctrl-C in the terminal is for the bench: it closes its subjects itself.
    detached: true,
  })
  open.add(child)
  const waiting = new Map()
  const gone = once(child, 'exit').then(() => {
    open.delete(child)
    for (const { reject } of waiting.values()) reject(new Error(`The ${side} subject has gone.`))
  })
  let n = 0
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }))
  child.on('message', ({ n: which, answer, problem }) => {
    const asked = waiting.get(which)
    waiting.delete(which)
    if (problem === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(problem))
  })
  await ready
  const ask = (operation, request = {}) =>
    new Promise((resolve, reject) => {
      waiting.set((n += 1), { resolve, reject })
      child.send({ n, operation, ...request })
    })
  return {
    side,
    pid: child.pid,
    home,
    ask,
    async close() {
      await ask('close')
      child.disconnect()
      await gone
    },
  }
}

/** Both sides, ours first. */
export async function openPair(place) {
  const [ours, floor] = await Promise.all([openSubject('ours', place), openSubject('plain', place)])
  return {
    ours,
    floor,
    /** One round for each side; who goes first changes from round to round. */
    async alternate(rounds, run) {
      const measured = { ours: [], floor: [] }
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? ['ours', 'floor'] : ['floor', 'ours']
        for (const which of order) measured[which].push(await run(which === 'ours' ? ours : floor, round))
      }
      return measured
    },
    close: () => Promise.all([ours.close(), floor.close()]),
  }
}
