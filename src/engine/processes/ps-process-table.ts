import { execFile, execFileSync } from 'node:child_process'
import { monotonicMs } from '../clock/clock'
import { HalfBlindTable } from './half-blind-table'
import type { ProcessEntry, ProcessScan } from './process-table'
import { RUN_MARK } from './process-table'
import { processScan } from './process-scan'

const COLUMNS = 'pid=,ppid=,pgid=,stat=,rss=,time=,lstart=,command='
const ROW = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+([\d:.-]+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s+(.*)$/

/** Runs `ps`, for macOS and the BSDs. `-E` shows the environment of one's own processes, where system protection allows it. */
export class PsProcessTable extends HalfBlindTable {
  readonly limits = [
    'Open ports and the signals that a process ignores cannot be seen on this platform.',
    'The environment mark is readable only for processes that system protection does not guard.',
  ]
  #scanning: Promise<ProcessScan> | undefined

  async scan(): Promise<ProcessScan> {
    if (this.#scanning) await this.#scanning
    this.#scanning ??= this.#scanOnce().finally(() => (this.#scanning = undefined))
    return this.#scanning
  }

  isAlive(pid: number, startTime: string): boolean {
    return this.startTimeOf(pid) === startTime
  }

  startTimeOf(pid: number): string | undefined {
    const row = this.#askAbout(pid, 'stat=,lstart=')
    if (row === undefined || row.startsWith('Z')) return undefined
    return row.replace(/^\S+\s+/, '')
  }

  commandOf(pid: number): string | undefined {
    return this.#askAbout(pid, 'command=')?.slice(0, 400)
  }

  #askAbout(pid: number, columns: string): string | undefined {
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', columns], { encoding: 'utf8' }).trim() || undefined
    } catch {
      return undefined
    }
  }

  async #scanOnce(): Promise<ProcessScan> {
    const at = monotonicMs()
    const text = await new Promise<string>((resolve) => {
      execFile('ps', ['-axEwwo', COLUMNS], { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout))
    })
    const entries = new Map<number, ProcessEntry>()
    for (const line of text.split('\n')) {
      const entry = entryOf(line)
      if (entry) entries.set(entry.pid, entry)
    }
    return processScan(entries, at)
  }
}

function entryOf(line: string): ProcessEntry | undefined {
  const [, pid, parentPid, groupId, state = '', kilobytes, time = '', startTime = '', command = ''] =
    ROW.exec(line) ?? []
  if (pid === undefined || state.startsWith('Z')) return undefined
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    startTime,
    mark: new RegExp(`\\b${RUN_MARK}=(\\S+)`).exec(command)?.[1],
    cpuMs: time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000,
    memoryBytes: Number(kilobytes) * 1024,
  }
}
