import { readFileSync, readlinkSync } from 'node:fs'

/** A file below /proc, or undefined when the process is gone or not ours to read. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'latin1')
  } catch {
    return undefined
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
