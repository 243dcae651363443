import { execFile } from 'node:child_process'
import { monotonicMs } from '../clock/clock'
import { HalfBlindTable } from './half-blind-table'
import type { ProcessEntry, ProcessScan } from './process-table'
import { processScan } from './process-scan'

const QUERY =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId)`t$($_.ParentProcessId)`t$($_.CreationDate.Ticks)`t' +
  '$(($_.KernelModeTime + $_.UserModeTime) / 10000)`t$($_.WorkingSetSize)" }'

/** Asks PowerShell for the process list: parent links only. There are no process groups, signals or readable environments. */
export class WindowsProcessTable extends HalfBlindTable {
  readonly limits = [
    'There is no polite signal on Windows: only programs with an IPC channel or a stdin text can be asked to stop.',
    'A grandchild whose parent has gone cannot be found on Windows.',
    'Open ports cannot be seen on Windows yet.',
  ]
  #last: ProcessScan | undefined

  async scan(): Promise<ProcessScan> {
    const at = monotonicMs()
    const text = await new Promise<string>((resolve) => {
      execFile('powershell.exe', ['-NoProfile', '-Command', QUERY], { windowsHide: true }, (_error, stdout) =>
        resolve(stdout),
      )
    })
    const entries = new Map<number, ProcessEntry>()
    for (const line of text.split('\n')) {
      const [pid, parentPid, startTime, cpuMs, memoryBytes] = line.trim().split('\t')
      if (!pid || !startTime) continue
      entries.set(Number(pid), {
        pid: Number(pid),
        parentPid: Number(parentPid),
        groupId: 0,
        startTime,
        mark: undefined,
        cpuMs: Number(cpuMs),
        memoryBytes: Number(memoryBytes),
      })
    }
    return (this.#last = processScan(entries, at))
  }

  isAlive(pid: number, startTime: string): boolean {
    if (this.startTimeOf(pid) !== startTime) return false
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  /** Known from the last scan only: asking costs a whole PowerShell. */
  startTimeOf(pid: number): string | undefined {
    return this.#last?.entries.get(pid)?.startTime
  }

  commandOf(): string | undefined {
    return undefined
  }
}
