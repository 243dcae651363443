import { execFileSync } from 'node:child_process'
import { readProc } from './linux/read-proc'

let known: string | undefined

/** Differs after every start of the machine: numbers and start times of processes only count together with it. Empty where it cannot be seen. */
export function bootId(): string {
  return (known ??= readBootId())
}

function readBootId(): string {
  if (process.platform === 'linux') return readProc('sys/kernel/random/boot_id')?.trim() ?? ''
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('sysctl', ['-n', 'kern.boottime'], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
