import { defined } from '@tools/defined'
import type { SpawnRecord } from '../kinds/spawn-record'
import { reachOf } from '../processes/membership'
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
      const { pid, startTime, terminal, birthmark } = made
      const watched = { groupId: pid, startTime, ask: lastAskOf(spec), reach: reachOf(spec), birthmark }
      if (spec.keepRunning) watchdog.keep(runId)
      else watchdog.add(runId, { ...watched, ...defined({ terminal }) })
      account.made(runId, made, spec.keepRunning ?? false)
    },
    groupGone: (runId) => watchdog.retire(runId),
    followed: ({ id: runId, spec }, living, first) => {
      // Whoever leads a group of its own is found by it, even after it has written over its mark.
      for (const { pid, startTime, groupId } of spec.keepRunning ? [] : living)
        if (groupId === pid) watchdog.addFurther(runId, { groupId, startTime, ask: lastAskOf(spec), reach: 'all' })
      account.followed(runId, first.pid, first.startTime)
    },
    gone: (runId, leftAlone) => (leftAlone ? watchdog.spare(runId) : watchdog.del(runId)),
  }
}
