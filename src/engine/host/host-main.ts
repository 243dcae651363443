import { FactBatch } from './hosted/fact-batch'
import { HostedRuns } from './hosted/hosted-runs'
import { openManagerChannel } from './hosted/manager-channel'
import { watchMemory } from './hosted/memory-watch'
import { hostCommand } from './host-protocol'

/** The entry of the host process: hosts the worker threads of all workloads, and does as the engine says. */

// In a variable: bundlers rewrite `new Worker(new URL(…, import.meta.url))`, and here the build's layout is wanted.
const here = import.meta.url
const channel = openManagerChannel()
const batch = new FactBatch((message) => channel.send(message))
const runs = new HostedRuns({
  workerEntry: new URL('./workload-worker.js', here),
  builtInFolder: new URL('./workloads/', here),
  tell: (runId, fact) => batch.push(runId, fact),
})

channel.onMessage((message) => {
  const parsed = hostCommand.safeParse(message)
  if (!parsed.success) console.error(`The host got a message that it does not know: ${parsed.error.message}`)
  else if (parsed.data.type === 'end') leave()
  else runs.take(parsed.data)
})
channel.onClosed(leave)
// Ctrl-C in a terminal reaches the whole group: the engine ends the runs one by one, and then this process.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
watchMemory({ runs: () => runs.count, leave })
channel.send({ type: 'ready', pid: process.pid })

/** SIGKILL, since `process.exit` would wait for a worker thread that is inside native code. */
function leave(): void {
  try {
    // The whole group, where this process leads one: what workloads have spawned goes too.
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.kill(process.pid, 'SIGKILL')
  }
}
