import { readProcLink } from './read-proc'

/** Standard input, output and error, and the channel for cleanup events: what a program is given at its start. */
const GIVEN = [0, 1, 2, 3]
/** Where a daemon that was forked, and not started anew, may still have them: descriptors are given away from the lowest. */
const KEPT_BELOW = 8

/**
 * The sockets among the descriptors that a process was given, by inode: only it and those who inherit from it hold these ends.
 * Programs that write a title over their environment lose their mark by it, and keep their descriptors. proc(5), `/proc/PID/fd`.
 */
export function givenSockets(pid: number): ReadonlySet<string> {
  return new Set(GIVEN.flatMap((descriptor) => socketAt(pid, descriptor)))
}

export function heldSockets(pid: number): readonly string[] {
  const held: string[] = []
  for (let descriptor = 0; descriptor < KEPT_BELOW; descriptor++) held.push(...socketAt(pid, descriptor))
  return held
}

function socketAt(pid: number, descriptor: number): readonly string[] {
  const link = readProcLink(`${pid}/fd/${descriptor}`)
  return link?.startsWith('socket:[') ? [link.slice('socket:['.length, -1)] : []
}
