import type { HostExitFact } from '@contract/statements/workload-statements'
import type { HostExit } from './host-process'

/** How a host process ended, as the end of a sentence: `ended with signal SIGABRT (FATAL ERROR: …)`. */
export function sayHostExit({ code, signal, detail }: HostExit): string {
  const last = lastWords(detail)
  const words = last === undefined ? '' : ` (${last})`
  if (signal !== null) return `ended with signal ${signal}${words}`
  if (code !== null) return `ended with exit code ${code}${words}`
  return `could not be started${words}`
}

/** V8 names the cause in one line of many. */
function lastWords(detail: string | undefined): string | undefined {
  const lines = (detail ?? '').split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.find((line) => line.includes('FATAL ERROR')) ?? lines.find((line) => /^\w*Error\b/.test(line))
  return (fatal ?? lines.at(-1))?.trim().slice(0, 300)
}

/** The same as facts, for a statement. */
export function hostExitFact({ code, signal, detail }: HostExit): HostExitFact {
  const words = lastWords(detail)
  return { code, signal, ...(words !== undefined && { detail: words }) }
}
