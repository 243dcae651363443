import type { SpawnRecord } from '../kinds/process-kind'
import { lastAskOf } from '../stop/last-ask'
import type { Watchdog } from '../watchdog/watchdog'
import type { RunAccount } from './run-account'

/** Before a process is made, the journal says so and the watchdog runs; in the turn in which it was made, both hear who it is. */
export function spawnAccount(watchdog: Watchdog, account: RunAccount): SpawnRecord {
  return {
    before: async ({ runId }) => {
      watchdog.begin()
      await account.noted(runId)
    },
    made: ({ runId, spec }, made) => {
      const { pid, startTime } = made
      if (spec.keepRunning) watchdog.keep(runId)
      else watchdog.add(runId, { groupId: pid, startTime, ask: lastAskOf(spec) })
      account.made(runId, made, spec.keepRunning ?? false)
    },
    groupGone: (runId) => watchdog.retire(runId),
    gone: (runId) => watchdog.del(runId),
  }
}
