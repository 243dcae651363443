import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import { codeOf } from '@tools/errors'
import { withDescriptor } from '../spare-descriptor'

/** The kernel hands out whole records, as many as fit a page, and no record is this long: what is shorter is the last part. */
const LAST_PART_BYTES = 1_024
const buffer = Buffer.allocUnsafeSlow(64 * 1024)

/**
 * A file below /proc, or undefined when the process is gone or not ours to read. `readFileSync` would ask for a size that is
 * always 0, fill a fresh 64 KB, and read once more to see the end: several times the cost, and a scan reads hundreds.
 */
export function readProc(path: string): string | undefined {
  try {
    return readProcFile(path)
  } catch {
    return undefined
  }
}

/** As `readProc`. Throws where the system is too short of something to tell: that says nothing about the process. */
export function readProcFile(path: string): string | undefined {
  return unlessGone(() => withDescriptor(() => readWhole(`/proc/${path}`)))
}

/** The numbers of all processes, among other names. Throws where not even the descriptor kept for this is to be had. */
export function listProc(): readonly string[] {
  return withDescriptor(() => readdirSync('/proc'))
}

function readWhole(path: string): string {
  const descriptor = openSync(path, 'r')
  try {
    let text = ''
    for (;;) {
      const bytes = readSync(descriptor, buffer, 0, buffer.byteLength, null)
      text += buffer.toString('latin1', 0, bytes)
      if (bytes < LAST_PART_BYTES) return text
    }
  } finally {
    closeSync(descriptor)
  }
}

/** What a link below /proc names, or undefined when the process is gone or not ours to read. */
export function readProcLink(path: string): string | undefined {
  try {
    return readlinkSync(`/proc/${path}`)
  } catch {
    return undefined
  }
}

/** The PID namespace of a process, such as `pid:[4026531836]`. It is born in it and never leaves it. pid_namespaces(7). */
export function namespaceOf(pid: number): string | undefined {
  return readProcLink(`${pid}/ns/pid`)
}

export interface ProcStat {
  readonly state: string
  readonly parentPid: number
  readonly groupId: number
  readonly sessionId: number
  /** The device number of its controlling terminal; 0 where it has none. */
  readonly terminal: number
  /** `PF_` bits of the kernel's include/linux/sched.h. */
  readonly flags: number
  readonly threads: number
  /** Clock ticks: user plus system time. */
  readonly cpuTicks: number
  readonly startTime: string
  readonly residentPages: number
}

/** `/proc/PID/stat` as in proc(5), in the first bytes of a buffer. A scan reads hundreds: no text is made of what is a number. */
export function parseStat(bytes: Buffer, length: number): ProcStat | undefined {
  // The command may hold spaces and parentheses: fields are counted after the last `)`.
  let at = bytes.lastIndexOf(CLOSE, length - 1) + 2
  if (at < 2) return undefined
  const stat = {
    state: '?',
    parentPid: 0,
    groupId: 0,
    sessionId: 0,
    terminal: 0,
    flags: 0,
    ...NOTHING_USED,
    startTime: '',
  }
  for (let field = 0; field <= RESIDENT_PAGES && at < length; field++) {
    let end = at
    let number = 0
    for (let byte = bytes[end]; end < length && byte !== SPACE; byte = bytes[++end])
      number = number * 10 + (byte ?? 0) - 48
    if (field === STATE) stat.state = String.fromCharCode(bytes[at] ?? 63)
    else if (field === PARENT) stat.parentPid = number
    else if (field === GROUP) stat.groupId = number
    else if (field === SESSION) stat.sessionId = number
    else if (field === TERMINAL) stat.terminal = number
    else if (field === FLAGS) stat.flags = number
    else if (field === THREADS) stat.threads = number
    else if (field === USER_TICKS || field === SYSTEM_TICKS) stat.cpuTicks += number
    else if (field === START_TIME) stat.startTime = bytes.toString('latin1', at, end)
    else if (field === RESIDENT_PAGES) stat.residentPages = number
    at = end + 1
  }
  return stat.startTime === '' ? undefined : stat
}

const SPACE = 32
const CLOSE = 41
const NOTHING_USED = { threads: 0, cpuTicks: 0, residentPages: 0 }
const STATE = 0
const PARENT = 1
const GROUP = 2
const SESSION = 3
const TERMINAL = 4
const FLAGS = 6
const USER_TICKS = 11
const SYSTEM_TICKS = 12
const THREADS = 17
const START_TIME = 19
const RESIDENT_PAGES = 21

/**
 * A zombie holds nothing but a number, unless only its first thread has left (pthread_exit in `main`) and others work on:
 * then the state is the zombie's, and the process lives. proc_pid_stat(5).
 */
export function isLiving({ state, threads }: Pick<ProcStat, 'state' | 'threads'>): boolean {
  if (state === 'Z') return threads > 1
  return state !== 'X' && state !== 'x'
}

/** `undefined` when the process is gone, not ours to read, or cannot be read just now. */
export function statOf(pid: number): ProcStat | undefined {
  try {
    return readStat(pid)
  } catch {
    return undefined
  }
}

/** As `statOf`. Throws where the system is too short of something to tell. */
export function readStat(pid: number): ProcStat | undefined {
  return unlessGone(() =>
    withDescriptor(() => {
      const descriptor = openSync(`/proc/${pid}/stat`, 'r')
      try {
        // One record, and far shorter than the buffer.
        return parseStat(buffer, readSync(descriptor, buffer, 0, buffer.byteLength, null))
      } finally {
        closeSync(descriptor)
      }
    }),
  )
}

/** One number of `/proc/PID/stat`, counted from the state. For what is needed too rarely to be read at each scan. */
export function statFieldOf(pid: number, field: number): number | undefined {
  const text = readProcFile(`${pid}/stat`)
  const value = text?.slice(text.lastIndexOf(')') + 2).split(' ')[field]
  return value === undefined ? undefined : Number(value)
}

/** The process that a number of /proc belongs to: threads have a number as well, and are looked up like processes. */
export function processOf(id: number): number | undefined {
  const group = /^Tgid:\s*(\d+)/m.exec(readProcFile(`${id}/status`) ?? '')?.[1]
  return group === undefined ? undefined : Number(group)
}

/** Threads of a process, by their numbers. */
export function threadsOf(pid: number): readonly number[] {
  return unlessGone(() => withDescriptor(() => readdirSync(`/proc/${pid}/task`)))?.map(Number) ?? []
}

/** The process is not there, or we may not look: both say that nothing is to be read. Anything else is trouble of ours. */
const NOTHING_TO_READ = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENOTDIR'])

function unlessGone<Read>(read: () => Read): Read | undefined {
  try {
    return read()
  } catch (error) {
    if (NOTHING_TO_READ.has(codeOf(error))) return undefined
    throw error
  }
}
