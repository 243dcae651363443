import { execFile, spawnSync } from 'node:child_process'
import type { Statement } from '@contract/statement'
import { codeOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'
import { commandTextOf } from './command-text'
import { HalfBlindTable } from './half-blind-table'
import { OWNER_MARK, type ProcessEntry, type ProcessScan, RUN_MARK } from './process-table'
import { processScan } from './process-scan'

/** One option for each: in some families of `ps` everything behind the first = is the title of one column. ps(1), POSIX. */
const COLUMNS = ['pid=', 'ppid=', 'pgid=', 'stat=', 'rss=', 'time=', 'lstart=', 'command='].flatMap((name) => [
  '-o',
  name,
])
/** Members of a family are asked about one by one right after a scan: these answers come from it. */
const FRESH_MS = 100
const ROW = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+([\d:.-]+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s+(.*)$/

/** A machine has more processes than this, the one that asks among them. */
const LEAST_ROWS = 1

/** Runs `ps`, for macOS and the BSDs. `-E` shows the environment of one's own processes, where system protection allows it. */
export class PsProcessTable extends HalfBlindTable {
  readonly limits: readonly Statement[] = [{ code: 'ports-and-signals-unseen' }, { code: 'marks-of-guarded-unseen' }]
  readonly sight = { marks: 'some', groups: true } as const
  #scanning: Promise<ProcessScan> | undefined
  #last: ProcessScan | undefined

  async scan(): Promise<ProcessScan> {
    if (this.#scanning) await this.#scanning
    this.#scanning ??= this.#scanOnce().finally(() => (this.#scanning = undefined))
    return this.#scanning
  }

  isAlive(pid: number, startTime: string): boolean {
    if (!isThere(pid)) return false
    const last = this.#last
    const seen = last?.entries.get(pid)?.startTime
    if (last && seen !== undefined && monotonicMs() - last.at < FRESH_MS) return seen === startTime
    try {
      return this.startTimeOf(pid) === startTime
    } catch (error) {
      // Something has that number, and who it is cannot be asked now. It was him at the last look: not seen to be gone.
      if (seen === startTime) return true
      throw error
    }
  }

  /** Throws where `ps` cannot be asked: that is no answer, and least of all "gone". */
  startTimeOf(pid: number): string | undefined {
    const row = this.#askAbout(pid, ['-o', 'stat=', '-o', 'lstart='])
    if (row === undefined || row.startsWith('Z')) return undefined
    return row.replace(/^\S+\s+/, '')
  }

  commandOf(pid: number): string | undefined {
    try {
      const line = this.#askAbout(pid, ['-o', 'command='])
      return line === undefined ? undefined : commandTextOf(line)
    } catch {
      return undefined
    }
  }

  #askAbout(pid: number, columns: readonly string[]): string | undefined {
    const asked = spawnSync('ps', ['-p', String(pid), ...columns], { encoding: 'utf8', env: plainEnvironment() })
    // It leaves with 1 and no word where nobody has that number.
    if (asked.error === undefined && (asked.status === 0 || (asked.status === 1 && asked.stderr.trim() === '')))
      return asked.stdout.trim() || undefined
    throw new Error(`ps gave no answer about process ${pid}: ${asked.error?.message ?? spokenEnd(asked)}.`)
  }

  async #scanOnce(): Promise<ProcessScan> {
    const at = monotonicMs()
    const text = await new Promise<string>((resolve, reject) => {
      const options = { maxBuffer: 64 * 1024 * 1024, env: plainEnvironment() }
      execFile('ps', ['-axEww', ...COLUMNS], options, (error, stdout) => {
        // Half a list would say of the others that they are gone.
        if (error) reject(new Error(`ps gave no list of processes: ${error.message.trim()}.`, { cause: error }))
        else resolve(stdout)
      })
    })
    const entries = new Map<number, ProcessEntry>()
    for (const line of text.split('\n')) {
      const entry = entryOf(line)
      if (entry) entries.set(entry.pid, entry)
    }
    if (!entries.has(process.pid) && entries.size < LEAST_ROWS) {
      throw new Error('ps gave a list of processes that cannot be read.')
    }
    return (this.#last = processScan(entries, at))
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
    mark: markIn(command),
    cpuMs: time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000,
    memoryBytes: Number(kilobytes) * 1024,
  }
}

/** The environment stands behind the arguments, and has both of ours: an argument that only names the mark is none. */
function markIn(command: string): string | undefined {
  if (!new RegExp(`\\s${OWNER_MARK}=\\S`).test(command)) return undefined
  return [...command.matchAll(new RegExp(`\\s${RUN_MARK}=(\\S+)`, 'g'))].at(-1)?.[1]
}

/** Dates, and the point in seconds, are written as the person's language has them. ps(1), "lstart": strftime's %c. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' }
}

/** What needs no `ps`: whether anybody at all has that number. kill(2). */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

function spokenEnd({
  status,
  signal,
  stderr,
}: {
  status: number | null
  signal: string | null
  stderr: string
}): string {
  return stderr.trim() || (signal === null ? `it left with ${status ?? '?'}` : `it was ended by ${signal}`)
}
