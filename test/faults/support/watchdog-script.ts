import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newDataDir } from '../../support/test-engine'
import { openFolders } from './later'

const SCRIPT = join(import.meta.dirname, '../../../src/engine/watchdog/watchdog.sh')

export interface WatchdogScript {
  readonly owner: string
  /** Its manager has died: the pipe is closed without `bye`. Resolves with its log, one deed a line, once it is done. */
  managerDies(): Promise<readonly string[]>
  say(line: string): void
}

let count = 0

/** The watchdog itself, without a manager: what it is told, the test says. */
export function watchdogScript(): WatchdogScript {
  const owner = `owner-${process.pid}-${(count += 1)}`
  const log = join(newDataDir(), 'watchdog.log')
  const words = ['-c', readFileSync(SCRIPT, 'utf8'), 'quiesce-watchdog', owner, log]
  const child = spawn('/bin/sh', words, { env: { PATH: process.env['PATH'] }, stdio: ['pipe', 'ignore', 'inherit'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  openFolders.later(() => child.kill('SIGKILL'))
  return {
    owner,
    say: (line) => void child.stdin.write(`${line}\n`),
    managerDies: async () => {
      child.stdin.end()
      await gone
      return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []
    },
  }
}

export interface Started {
  readonly child: ChildProcess
  readonly pid: number
  readonly startTime: string
}

/** A shell that leads a group and a session of its own, once it has printed `up`. */
export async function group(
  line: string,
  env: Readonly<Record<string, string>> = {},
  birthmark?: number,
): Promise<Started> {
  const child = spawn('/bin/sh', ['-c', line], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'ignore', ...(birthmark === undefined ? [] : [birthmark])],
    env: { PATH: process.env['PATH'], ...env },
  })
  const pid = child.pid ?? 0
  openFolders.later(() => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // Nobody of it is left.
    }
  })
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  return { child, pid, startTime: startTimeOf(pid) }
}

export function startTimeOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
