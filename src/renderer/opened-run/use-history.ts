import { useEffect, useState } from 'react'
import type { EarlierRun, TaskHistory } from '@contract/history'
import type { RunId, TaskId } from '@contract/ids'
import type { Answer } from '@contract/problem'
import { ask } from '../client/commands'
import { useOutlines } from '../client/use-runs'

/** As many as a list can hold without being cut into pages. */
export const HISTORY_LIMIT = 200

/** What the journal has of a task; asked again whenever one of its runs begins or ends. Undefined until it was read. */
export function useHistory(taskId: TaskId): Answer<TaskHistory> | undefined {
  const [held, setHeld] = useState<{ readonly of: TaskId; readonly answer: Answer<TaskHistory> }>()
  const outlines = useOutlines()
  const state = [...outlines.values()]
    .filter((run) => run.taskId === taskId)
    .map((run) => `${run.id} ${run.phase} ${String(run.receipt !== undefined)}`)
    .join(',')
  useEffect(() => {
    let here = true
    void ask('getHistory', { taskId, limit: HISTORY_LIMIT }).then((answer) => {
      if (here) setHeld({ of: taskId, answer })
    })
    return () => {
      here = false
    }
  }, [taskId, state])
  return held?.of === taskId ? held.answer : undefined
}

/** One run from the journal, for an address of a run that is not on the board. `null`: there is none. */
export function useEarlierRun(runId: RunId, wanted: boolean): EarlierRun | null | undefined {
  const [held, setHeld] = useState<{ readonly of: RunId; readonly run: EarlierRun | null }>()
  useEffect(() => {
    if (!wanted) return undefined
    let here = true
    void ask('getEarlierRun', { runId }).then((answer) => {
      if (here) setHeld({ of: runId, run: answer.ok ? answer.value : null })
    })
    return () => {
      here = false
    }
  }, [runId, wanted])
  return held?.of === runId ? held.run : undefined
}
