import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import type { StrictTool } from '@contract/strict'
import { codeOf } from '@tools/errors'
import { delay, within } from '../clock/patience'
import { namespaceOf, readProc, readProcLink, statOf } from '../processes/linux/read-proc'
import type { ProcessEntry } from '../processes/process-table'
import { withoutStrays } from '../processes/stray-descriptors'

/** Making a namespace takes about 30 ms on an idle machine. */
const READY_WITHIN_MS = 5_000
const FIRST_PROCESS_WITHIN_MS = 5_000
const CLOSE_WITHIN_MS = 1_000
const LONGEST_COMPLAINT = 300

/**
 * The first process of the namespace: it takes in every orphan and reaps it, and lives until its standard input ends, which
 * it does when we close it and when we die. When it goes, the kernel ends everything in the namespace. pid_namespaces(7).
 * `cat` watches the input, because a shell that reads does not reap; if somebody ends `cat`, there is another.
 */
const FIRST_PROCESS = [
  `trap '' HUP INT QUIT TERM USR1 USR2`,
  'echo ready',
  'exec 3<&0 >/dev/null',
  'while ! { cat <&3 & wait $!; }; do :; done',
].join('\n')

/** `--kill-child` and `--die-with-parent`: the namespace ends with its holder, however that ends. */
const HOLDERS: Readonly<Record<StrictTool, () => readonly string[]>> = {
  unshare: () => [
    'unshare',
    // Who is not root needs a user namespace for the right to make another one.
    ...(process.getuid?.() === 0 ? [] : ['--user', '--map-current-user']),
    ...['--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'slave', '--'],
  ],
  bwrap: () => [
    'bwrap',
    ...['--unshare-pid', '--as-pid-1', '--die-with-parent', '--dev-bind', '/', '/', '--proc', '/proc', '--'],
  ],
}

/** A PID namespace of its own: whatever is started in it stays in it, and ends with it. */
export class ProcessSpace {
  readonly tool: StrictTool
  /** As `/proc/PID/ns/pid` of every process in it reads. */
  readonly id: string
  readonly #holder: ChildProcess
  readonly #holderPid: number
  readonly #firstPid: number

  private constructor(tool: StrictTool, holder: ChildProcess, holderPid: number, firstPid: number) {
    this.tool = tool
    this.#holder = holder
    this.#holderPid = holderPid
    this.#firstPid = firstPid
    this.id = namespaceOf(firstPid) ?? ''
  }

  /** Rejects with what the tool said when the namespace could not be made. */
  static async open(tool: StrictTool): Promise<ProcessSpace> {
    const [file = '', ...args] = HOLDERS[tool]()
    const holder = spawn(file, [...args, '/bin/sh', '-c', FIRST_PROCESS], {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '' },
      // A session of its own: nothing that runs in the namespace can ever be in the holder's group.
      detached: true,
      stdio: withoutStrays(['pipe', 'pipe', 'pipe']),
    })
    const complaint = textOf(holder)
    const ready = await within(READY_WITHIN_MS, readyOrGone(holder))
    const { pid } = holder
    if (ready === true && pid !== undefined) {
      const first = firstChildOf(pid)
      if (first !== undefined && namespaceOf(first) !== undefined) return new ProcessSpace(tool, holder, pid, first)
    }
    if (pid !== undefined) holder.kill('SIGKILL')
    if (typeof ready === 'string') throw new Error(ready)
    throw new Error(complaint() || `${tool} did not make a process namespace within ${READY_WITHIN_MS} ms.`)
  }

  /** Words that run what follows inside, in a session of its own. The process that is started waits outside and ends as it does. */
  get entry(): readonly string[] {
    return [...this.wayIn, 'setsid']
  }

  /** The same, for what stays in the session and the group that it was started in. */
  get wayIn(): readonly string[] {
    const user = readProcLink(`${this.#firstPid}/ns/user`)
    return [
      'nsenter',
      `--target=${this.#firstPid}`,
      ...(user === readProcLink('self/ns/user') ? [] : ['--user', '--preserve-credentials']),
      ...['--pid', '--mount', '--'],
    ]
  }

  /** True for a process of the family: inside, and not one of those that hold the namespace. */
  holds(entry: ProcessEntry): boolean {
    return entry.groupId !== this.#holderPid && entry.namespace === this.id
  }

  /** The process that was started inside through `entry`, once it leads its own session. `undefined` if it has gone already. */
  async startedBy(entryPid: number, gone: () => boolean): Promise<number | undefined> {
    const giveUpAt = performance.now() + FIRST_PROCESS_WITHIN_MS
    while (!gone() && performance.now() < giveUpAt) {
      const pid = firstChildOf(entryPid)
      if (pid !== undefined && statOf(pid)?.groupId === pid) return pid
      await delay(1)
    }
    return undefined
  }

  /** Ends everything inside by force: the kernel does it, whatever they ignore. */
  end(): boolean {
    return this.#holder.kill('SIGKILL')
  }

  /** For when nothing of the family is left: the holder ends with its input. */
  async close(): Promise<void> {
    if (this.#isGone()) return
    const gone = new Promise((resolve) => this.#holder.once('exit', resolve))
    this.#holder.stdin?.end()
    await within(CLOSE_WITHIN_MS, gone)
    if (!this.#isGone()) this.#holder.kill('SIGKILL')
  }

  #isGone(): boolean {
    return this.#holder.exitCode !== null || this.#holder.signalCode !== null
  }
}

/** True when the namespace stands; a sentence when its holder could not even be started; false when it left. */
function readyOrGone(holder: ChildProcess): Promise<boolean | string> {
  return new Promise((resolve) => {
    holder.stdout?.once('data', () => resolve(true))
    holder.once('error', (error) => {
      const missing = codeOf(error) === 'ENOENT'
      resolve(missing ? `${holder.spawnfile} is not installed.` : error.message)
    })
    holder.once('close', () => resolve(false))
    holder.stdin?.on('error', () => undefined)
  })
}

function textOf(holder: ChildProcess): () => string {
  let text = ''
  holder.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString('utf8')).slice(0, LONGEST_COMPLAINT)))
  return () => text.trim().split('\n')[0] ?? ''
}

function firstChildOf(pid: number): number | undefined {
  const listed = readProc(`${pid}/task/${pid}/children`)
  if (listed !== undefined) return listed === '' ? undefined : Number(listed.split(' ')[0])
  // A kernel built without that file (CONFIG_PROC_CHILDREN): look through all.
  return readdirSync('/proc')
    .map(Number)
    .find((each) => Number.isInteger(each) && statOf(each)?.parentPid === pid)
}
