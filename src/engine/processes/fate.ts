import type { Holder } from '@contract/holders'
import type { SignalName } from '@contract/stop'
import { programOf } from '@vocabulary/command-line'
import type { SignalDispositions } from './process-table'

/** What a signal would do to a process, from what the kernel shows of it. SIGKILL asks nobody. signal(7). */
export function fateOf(signal: SignalName, dispositions: SignalDispositions | undefined): Holder['fate'] {
  if (!dispositions) return 'unknown'
  // Before the state, which may last a moment: whoever makes a process by vfork is in D until that one runs. vfork(2).
  if (dispositions.ignored.has(signal)) return 'ignored'
  if (dispositions.state === 'D') return 'uninterruptible'
  if (signal === 'SIGKILL') return 'ended'
  if (dispositions.blocked.has(signal)) return 'blocked'
  return dispositions.caught.has(signal) ? 'handled' : 'ended'
}

/** For one program and for several. */
const SPOKEN: Readonly<Record<Holder['fate'], readonly [string, string]>> = {
  handled: ['has a handler for', 'have a handler for'],
  ended: ['is ended at once by', 'are ended at once by'],
  ignored: ['ignores', 'ignore'],
  blocked: ['blocks', 'block'],
  uninterruptible: ['cannot take (uninterruptible wait)', 'cannot take (uninterruptible wait)'],
  unknown: ['does not show what it does with', 'do not show what they do with'],
}

export interface Forecast {
  readonly command: string
  readonly fate: Holder['fate']
}

/** What a stop would meet, in a sentence: `node has a handler for SIGTERM; esbuild ignores it.` */
export function spokenForecast(signal: SignalName, family: readonly Forecast[]): string | undefined {
  const byFate = new Map<Holder['fate'], string[]>()
  for (const { command, fate } of family) byFate.set(fate, [...(byFate.get(fate) ?? []), programOf(command)])
  if (byFate.size === 0) return undefined
  const parts = [...byFate].map(([fate, names], index) => {
    const programs = [...new Set(names)]
    const more = programs.length > 3 ? ` and ${programs.length - 3} more` : ''
    const [one, several] = SPOKEN[fate]
    return `${programs.slice(0, 3).join(', ')}${more} ${programs.length === 1 ? one : several} ${index === 0 ? signal : 'it'}`
  })
  return `${parts.join('; ')}.`
}
