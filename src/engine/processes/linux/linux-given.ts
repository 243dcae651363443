import { closeSync, constants, openSync, unlinkSync } from 'node:fs'
import type { Birthmark } from '../process-table'
import { readProcLink } from './read-proc'

/** Standard input, output and error, and the channel for cleanup events: what a program is given at its start. */
const GIVEN = [0, 1, 2, 3]
/** Where a daemon that was forked, and not started anew, may still have them: descriptors are given away from the lowest. */
const KEPT_BELOW = 8
const { O_RDONLY, O_CREAT, O_EXCL } = constants

/**
 * A file that nobody can open any more: whoever holds it was given it, or inherited it. Its name is known before the process is
 * made, so that no launcher leaves too soon for it. `undefined` where the system makes no such file there. proc(5), `/proc/PID/fd`.
 */
export function openBirthmark(path: string): Birthmark | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, O_RDONLY | O_CREAT | O_EXCL, 0o400)
    unlinkSync(path)
    const link = readProcLink(`self/fd/${descriptor}`)
    if (link?.endsWith(DELETED)) return { descriptor, link }
  } catch {
    // Disk full, or a stranger's file: then it is known by its channels only.
  }
  if (descriptor !== undefined) closeSync(descriptor)
  return undefined
}

const DELETED = ' (deleted)'
const SOCKET = 'socket:['

/**
 * The sockets among the descriptors that a process was given: only it and those who inherit from it hold these ends. What closes
 * the rest, and starts others with its own output, hands these on. Empty when it has left already.
 */
export function givenSockets(pid: number): ReadonlySet<string> {
  return new Set(GIVEN.flatMap((descriptor) => linkAt(pid, descriptor)).filter((link) => link.startsWith(SOCKET)))
}

/**
 * What it holds of that kind, as the links in `/proc/PID/fd` name it. Programs that write a title over their environment lose
 * their mark by it, and keep their descriptors.
 */
export function heldLinks(pid: number): readonly string[] {
  const held: string[] = []
  for (let descriptor = 0; descriptor < KEPT_BELOW; descriptor++) held.push(...linkAt(pid, descriptor))
  return held.filter((link) => link.startsWith(SOCKET) || link.endsWith(DELETED))
}

function linkAt(pid: number, descriptor: number): readonly string[] {
  const link = readProcLink(`${pid}/fd/${descriptor}`)
  return link === undefined ? [] : [link]
}
