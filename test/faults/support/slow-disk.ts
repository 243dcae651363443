import { execFileSync } from 'node:child_process'

/** The delay is made in the kernel, in the very system call that the program makes: strace(1), `-e inject`. */
export const whyNoSlowDisk = slowDiskProblem()

function slowDiskProblem(): string | undefined {
  if (process.platform !== 'linux') return 'strace is for Linux only'
  try {
    execFileSync('strace', ['-qq', '-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'strace is not installed, or may trace nothing here'
  }
}

/** What to start a program through, so that each of these calls of it takes so long. With `path` only those on that file. */
export function slowCalls(calls: string, seconds: number, path?: string): readonly string[] {
  return [
    'strace',
    ...['-f', '-qq', '-o', '/dev/null', '--seccomp-bpf'],
    ...(path === undefined ? [] : ['-P', path]),
    ...['-e', `trace=${calls}`, '-e', `inject=${calls}:delay_enter=${seconds}s`, '--'],
  ]
}
