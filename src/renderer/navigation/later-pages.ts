import { useEffect } from 'react'
import { useReady } from '../client/use-runs'
import { laterPart } from './later-part'

const parts = {
  run: laterPart(async () => (await import('../opened-run/run-panel')).RunPanel),
  newTask: laterPart(async () => (await import('../new-task/new-task-page')).NewTaskPage),
  lab: laterPart(async () => (await import('../lab/lab-page')).LabPage),
  compare: laterPart(async () => (await import('../lab/compare/compare-page')).ComparePage),
  settings: laterPart(async () => (await import('../settings/settings-page')).SettingsPage),
  guide: laterPart(async () => (await import('../guide/guide-page')).GuidePage),
}

export const LaterRunPanel = parts.run.Part
export const LaterNewTaskPage = parts.newTask.Part
export const LaterLabPage = parts.lab.Part
export const LaterComparePage = parts.compare.Part
export const LaterSettingsPage = parts.settings.Part
export const LaterGuidePage = parts.guide.Part

/** The first cards are drawn, and pressed, before anything is loaded that nobody has asked for. */
const FIRST_AFTER_MS = 1_500
/** An idle moment that does not come is not waited for any longer. */
const AT_THE_LATEST_MS = 1_000

/** Once the board has been shown for a while and nothing else is to be done, loads every part, so that each opens at once. */
export function useLaterPages(): void {
  const ready = useReady()
  useEffect(() => {
    if (!ready) return
    const waiting = Object.values(parts)
    let idle = 0
    const next = (): void => {
      const part = waiting.shift()
      if (part !== undefined)
        idle = requestIdleCallback(() => void part.load().then(next), { timeout: AT_THE_LATEST_MS })
    }
    const first = setTimeout(next, FIRST_AFTER_MS)
    return () => {
      clearTimeout(first)
      waiting.length = 0
      cancelIdleCallback(idle)
    }
  }, [ready])
}
