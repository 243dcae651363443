import type { SpawnRecord } from '../kinds/process-kind'
import type { ProcessTable } from '../processes/process-table'
import type { Watchdog } from '../watchdog/watchdog'

/** Every process of a task is put under the watchdog in the turn in which it is made. */
export function spawnAccount(watchdog: Watchdog, table: ProcessTable): SpawnRecord {
  return {
    before: async () => watchdog.begin(),
    made: ({ runId, spec }, pid) => {
      if (spec.keepRunning) watchdog.keep(runId)
      else watchdog.add(runId, pid, table.startTimeOf(pid) ?? '')
    },
    gone: (runId) => watchdog.del(runId),
  }
}
