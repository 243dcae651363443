import { useEffect } from 'react'
import type { RunId } from '@contract/ids'

const lookers = new Map<RunId, number>()
let told = ''
let timer: ReturnType<typeof setTimeout> | undefined

/** While it is mounted: main sends every change of this run at once, however many others print. */
export function useWatchedRun(runId: RunId | undefined): void {
  useEffect(() => {
    if (runId === undefined) return undefined
    lookers.set(runId, (lookers.get(runId) ?? 0) + 1)
    tellSoon()
    return () => {
      const left = (lookers.get(runId) ?? 1) - 1
      if (left === 0) lookers.delete(runId)
      else lookers.set(runId, left)
      tellSoon()
    }
  }, [runId])
}

/** Once for all cards that come and go together. */
function tellSoon(): void {
  timer ??= setTimeout(() => {
    timer = undefined
    const runIds = [...lookers.keys()]
    const text = runIds.join(' ')
    if (text === told) return
    told = text
    void window.quiesce.watchRuns({ runIds })
  }, 0)
}
