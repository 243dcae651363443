import type { NamedProcess } from '@contract/statements/named-process'

/** `node server.js (proceso 12), sleep 60 (proceso 13)`. */
export function processList(processes: readonly NamedProcess[]): string {
  return processes.map(({ command, pid }) => `${command} (proceso ${pid})`).join(', ')
}
