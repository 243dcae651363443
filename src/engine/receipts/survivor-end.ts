import type { SurvivorEnd } from '@contract/receipt'

/** What a survivor is said to have ended by: the last signal that the kernel took for it before it was seen to be gone. */
export function survivorEnd(lastSignal: string | undefined): SurvivorEnd {
  if (lastSignal === undefined) return 'by-itself'
  return lastSignal === 'SIGTERM' || lastSignal === 'SIGKILL' ? lastSignal : 'other-signal'
}
