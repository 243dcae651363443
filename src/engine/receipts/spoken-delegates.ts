import type { Delegate } from '@contract/delegate'

const NAMED = 3

/** What has not been seen to end, in one clause: `container web-1 is still running`. Undefined where all have gone. Pure. */
export function spokenOpenDelegates(delegates: readonly Delegate[]): string | undefined {
  const running = delegates.filter(({ state }) => state === 'running')
  const unseen = delegates.filter(({ state }) => state === 'unknown')
  const clauses = [
    ...(running.length > 0 ? [`${names(running)} ${isOne(running) ? 'is' : 'are'} still running`] : []),
    ...(unseen.length > 0 ? [`whether ${names(unseen)} ${isOne(unseen) ? 'has' : 'have'} ended is not known`] : []),
  ]
  return clauses.length === 0 ? undefined : clauses.join('; ')
}

/** Those that a daemon told to be gone: `container web-1 ended with exit code 0`. */
export function spokenGoneDelegates(delegates: readonly Delegate[]): string | undefined {
  const gone = delegates.filter(({ state }) => state === 'gone')
  const [only] = gone
  if (only === undefined) return undefined
  return gone.length === 1 ? `${only.name} ${spokenEnd(only)}` : `${names(gone)} are gone`
}

function isOne(delegates: readonly Delegate[]): boolean {
  return delegates.length === 1 && !/^(?:the )?containers /.test(delegates[0]?.name ?? '')
}

function spokenEnd({ exit }: Delegate): string {
  if (exit === undefined) return 'is gone'
  return exit.outOfMemory
    ? `was ended for want of memory (exit code ${exit.code})`
    : `ended with exit code ${exit.code}`
}

function names(delegates: readonly Delegate[]): string {
  const shown = delegates.slice(0, NAMED).map(({ name }) => name)
  const more = delegates.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
