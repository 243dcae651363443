import type { Holder } from '@contract/holders'
import type { SignalName } from '@contract/stop'
import type { SignalDispositions } from './process-table'

/** What a signal would do to a process, from what the kernel shows of it. SIGKILL asks nobody. signal(7). */
export function fateOf(signal: SignalName, dispositions: SignalDispositions | undefined): Holder['fate'] {
  if (!dispositions) return 'unknown'
  if (dispositions.state === 'D') return 'uninterruptible'
  if (signal === 'SIGKILL') return 'ended'
  if (dispositions.ignored.has(signal)) return 'ignored'
  if (dispositions.blocked.has(signal)) return 'blocked'
  return dispositions.caught.has(signal) ? 'handled' : 'ended'
}

const SPOKEN: Readonly<Record<Holder['fate'], string>> = {
  handled: 'has a handler for',
  ended: 'is ended at once by',
  ignored: 'ignores',
  blocked: 'blocks',
  uninterruptible: 'cannot take (uninterruptible wait)',
  unknown: 'does not show what it does with',
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
    const who = [...new Set(names)].slice(0, 3).join(', ')
    const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
    return `${who}${more} ${SPOKEN[fate]} ${index === 0 ? signal : 'it'}`
  })
  return `${parts.join('; ')}.`
}

/** `/usr/bin/node server.js` → `node`. */
export function programOf(command: string): string {
  const program = command.split(' ')[0] ?? command
  return program.slice(program.lastIndexOf('/') + 1) || command
}
