import type { HostExitFact } from '@contract/statements/workload-statements'
import type { HostExit } from './host-process'

/** How a host process ended, as a statement names it. */
export function hostExitFact({ code, signal, detail }: HostExit): HostExitFact {
  const words = lastWords(detail)
  return { code, signal, ...(words !== undefined && { detail: words }) }
}

/** V8 names the cause in one line of many. */
function lastWords(detail: string | undefined): string | undefined {
  const lines = (detail ?? '').split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.find((line) => line.includes('FATAL ERROR')) ?? lines.find((line) => /^\w*Error\b/.test(line))
  return (fatal ?? lines.at(-1))?.trim().slice(0, 300)
}
