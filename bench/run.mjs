import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { now } from './clock.mjs'
import { closeInherited } from './inherited.mjs'
import { loadWarning, machineFacts } from './machine.mjs'
import { PEERS } from './options.mjs'
import { PARTS } from './parts.mjs'
import { measurePeers } from './peers/peers-bench.mjs'
import { sweep } from './processes.mjs'

const QUICK_ROUNDS = 2
/** All of it: whoever starts a bench waits for it. The peers come last, and get what is left. */
const WHOLE_MS = 690_000

/**
 * Measures every part that is wanted, one after the other. A part that fails is told in its rows; the others go on. Whatever
 * happens, also Ctrl-C, nothing that was started is left: all of it carries one tag.
 */
export async function runBench({ quick, wants }, runtime, built, say) {
  closeInherited()
  const startedAt = now()
  const session = `qbench-${process.pid}-${Date.now().toString(36)}`
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-bench-'))
  const bench = {
    session,
    folder,
    built,
    quick,
    electron: runtime.electron,
    env: { ...runtime.env, QUIESCE_BENCH_BUILT: built },
    rounds: (full) => (quick ? QUICK_ROUNDS : full),
  }
  const cleanUp = () => {
    const left = sweep(session)
    rmSync(folder, { recursive: true, force: true })
    return left
  }
  const interrupt = onInterrupt(async () => {
    cleanUp()
    await runtime.close()
  })
  const machine = machineFacts(runtime.electron)
  const warning = loadWarning(machine)
  if (warning) say(warning)
  const rows = {}
  const failures = {}
  try {
    for (const part of PARTS.filter((each) => wants(each.rows))) {
      const at = now()
      try {
        Object.assign(rows, await part.measure(bench))
        say(`${part.rows.join(', ')}: ${Math.round((now() - at) / 1_000)} s`)
      } catch (error) {
        // It failed because its programs were ended: the process is about to exit, and must not go on to the next one.
        if (interrupt.seen()) await forever()
        for (const row of part.rows) failures[row] = error.message.split('\n')[0]
        say(`${part.rows.join(', ')} failed: ${error.stack}`)
      }
      // A part that failed half-way may have left something: the next one must not be measured beside it.
      sweep(session)
    }
    const peers = wants([PEERS]) ? await measurePeers(bench, WHOLE_MS - (now() - startedAt)) : undefined
    if (interrupt.seen()) await forever()
    if (peers) say(`peers: ${peers.why ?? `${peers.rows.length} measured`}`)
    return { machine, quick, seconds: Math.round((now() - startedAt) / 1_000), rows, failures, peers }
  } finally {
    interrupt.undo()
    cleanUp()
  }
}

/** A terminal tells everybody, and npm tells it on: the first one counts. */
function onInterrupt(cleanUp) {
  let over = false
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const end = () => {
    if (over) return
    over = true
    process.stderr.write('\nquiesce: interrupted, ending what was started\n')
    // Measurements under way fail as their programs go: nobody waits for them any more.
    process.on('unhandledRejection', () => undefined)
    process.on('uncaughtException', () => undefined)
    void cleanUp().finally(() => process.exit(130))
  }
  for (const signal of signals) process.on(signal, end)
  return {
    seen: () => over,
    undo: () => {
      for (const signal of signals) process.off(signal, end)
    },
  }
}

function forever() {
  return new Promise(() => undefined)
}
