import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
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
    return withDescriptor(() => readWhole(`/proc/${path}`))
  } catch {
    return undefined
  }
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
  /** Clock ticks: user plus system time. */
  readonly cpuTicks: number
  readonly startTime: string
  readonly residentPages: number
}

/** `/proc/PID/stat` as in proc(5). The command may hold spaces and parentheses: fields are counted after the last `)`. */
export function parseStat(text: string): ProcStat | undefined {
  const close = text.lastIndexOf(')')
  if (close < 0) return undefined
  const fields = text.slice(close + 2).split(' ')
  const startTime = fields[19]
  if (startTime === undefined) return undefined
  return {
    state: fields[0] ?? '?',
    parentPid: Number(fields[1]),
    groupId: Number(fields[2]),
    cpuTicks: Number(fields[11]) + Number(fields[12]),
    startTime,
    residentPages: Number(fields[21]),
  }
}

/** Zombies and processes being torn down hold nothing but a number: they are not alive. */
export function isLivingState(state: string): boolean {
  return state !== 'Z' && state !== 'X' && state !== 'x'
}

export function statOf(pid: number): ProcStat | undefined {
  const text = readProc(`${pid}/stat`)
  return text === undefined ? undefined : parseStat(text)
}
