import { execFile } from 'node:child_process'
import type { Statement } from '@contract/statement'
import { codeOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'
import { HalfBlindTable } from './half-blind-table'
import type { ProcessEntry, ProcessScan } from './process-table'
import { processScan } from './process-scan'

const QUERY =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId)`t$($_.ParentProcessId)`t$($_.CreationDate.Ticks)`t' +
  '$(($_.KernelModeTime + $_.UserModeTime) / 10000)`t$($_.WorkingSetSize)" }'

/** Asks PowerShell for the process list: parent links only. There are no process groups, signals or readable environments. */
export class WindowsProcessTable extends HalfBlindTable {
  readonly limits: readonly Statement[] = [
    { code: 'no-polite-signal' },
    { code: 'orphan-grandchild-unseen' },
    { code: 'ports-unseen-yet' },
  ]
  readonly sight = { marks: 'none', groups: false } as const
  #last: ProcessScan | undefined
  readonly #named = new Map<number, { readonly name: string; real: string | undefined }>()

  async scan(): Promise<ProcessScan> {
    const at = monotonicMs()
    const text = await this.#list()
    const entries = new Map<number, ProcessEntry>()
    for (const line of text.split('\n')) {
      const [pid, parentPid, startTime, cpuMs, memoryBytes] = line.trim().split('\t')
      if (!pid || !startTime) continue
      entries.set(Number(pid), {
        pid: Number(pid),
        parentPid: Number(parentPid),
        groupId: 0,
        startTime: this.#nameOf(Number(pid), startTime),
        mark: undefined,
        cpuMs: Number(cpuMs),
        memoryBytes: Number(memoryBytes),
      })
    }
    if (entries.size === 0) throw new Error('PowerShell gave a list of processes that cannot be read.')
    for (const pid of this.#named.keys()) if (!entries.has(pid) && !isThere(pid)) this.#named.delete(pid)
    return (this.#last = processScan(entries, at))
  }

  isAlive(pid: number, startTime: string): boolean {
    return isThere(pid) && this.startTimeOf(pid) === startTime
  }

  /**
   * To ask for it costs a whole PowerShell. Somebody who was made since the last scan gets a name now, and keeps it: the first scan
   * that sees him ties it to his real time, and one with another time under that number is somebody else.
   */
  startTimeOf(pid: number): string | undefined {
    const seen = this.#last?.entries.get(pid)?.startTime
    if (seen !== undefined || !isThere(pid)) return seen
    const known = this.#named.get(pid)
    if (known && known.real === undefined) return known.name
    const name = `first seen ${monotonicMs()}`
    this.#named.set(pid, { name, real: undefined })
    return name
  }

  #nameOf(pid: number, real: string): string {
    const named = this.#named.get(pid)
    if (!named) return real
    named.real ??= real
    if (named.real === real) return named.name
    this.#named.delete(pid)
    return real
  }

  /** Rejects where PowerShell is forbidden or fails: an empty list would say that everybody is gone. */
  #list(): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { windowsHide: true, maxBuffer: 64 * 1024 * 1024 }
      execFile('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', QUERY], options, (error, stdout) => {
        if (error) reject(new Error(`PowerShell gave no list of processes: ${error.message.trim()}.`, { cause: error }))
        else resolve(stdout)
      })
    })
  }

  commandOf(): string | undefined {
    return undefined
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
