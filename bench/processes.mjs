import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** In the environment of everything that the bench starts: by it everything is found again, and ended, whatever became of it. */
export const TAG = 'QBENCH_TAG'

/** A file below /proc, or nothing when the process is gone. */
export function readProc(path) {
  try {
    return readFileSync(`/proc/${path}`, 'latin1')
  } catch {
    return ''
  }
}

export function livingPids() {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    return Number.isInteger(pid) && isAlive(pid) ? [pid] : []
  })
}

/** A zombie holds nothing but a number: it is not alive. */
export function isAlive(pid) {
  const fields = statFields(pid)
  return fields !== undefined && fields[0] !== 'Z' && fields[0] !== 'X'
}

export function parentOf(pid) {
  return Number(statFields(pid)?.[1] ?? 0)
}

/** Living processes whose environment or command line holds the text: neither another session nor another parent hides them. */
export function processesWith(text, except = process.pid) {
  return livingPids().filter(
    (pid) => pid !== except && (readProc(`${pid}/environ`).includes(text) || readProc(`${pid}/cmdline`).includes(text)),
  )
}

/** `pid` and everything that descends from it now. */
export function familyOf(pid) {
  const parents = livingPids().map((each) => [each, parentOf(each)])
  const family = [pid]
  for (const member of family) family.push(...parents.flatMap(([each, parent]) => (parent === member ? [each] : [])))
  return family
}

/** Processor time of all threads that live now, in milliseconds, to the nanosecond and not to the tick. */
export function cpuMsOf(pid) {
  let nanoseconds = 0
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`))
      nanoseconds += Number(readProc(`${pid}/task/${thread}/schedstat`).split(' ')[0] || 0)
  } catch {
    return 0
  }
  return nanoseconds / 1e6
}

export function residentKb(pid) {
  return statusKb(pid, 'VmRSS')
}

export function peakKb(pid) {
  return statusKb(pid, 'VmHWM')
}

/** Memory with shared pages counted once over those who share them: what a set of processes really takes. */
export function proportionalKb(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(readProc(`${pid}/smaps_rollup`))?.[1] ?? 0)
}

/** The peak counts from now. proc(5), clear_refs. */
export function resetPeak(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** Ends by pid what carries the tag, until nobody does. Answers how many there were at the first look. */
export function sweep(text, except = process.pid) {
  const first = processesWith(text, except)
  for (let pids = first, round = 0; pids.length > 0 && round < 20; round++) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has just left by itself.
      }
    }
    pids = processesWith(text, except)
  }
  return first.length
}

function statusKb(pid, key) {
  return Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readProc(`${pid}/status`))?.[1] ?? 0)
}

/** The fields after the command, which may hold spaces and brackets: state, parent, group … */
function statFields(pid) {
  const text = readProc(`${pid}/stat`)
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')
}
