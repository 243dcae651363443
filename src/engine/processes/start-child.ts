import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

export type StartAnswer =
  | { readonly ok: true; readonly child: ChildProcess; readonly pid: number }
  /** As the system gave it; `spawnRefused` makes a statement of it. */
  | { readonly ok: false; readonly error: unknown }

/**
 * Starts a program, and answers. Node tells some refusals of the system later, by an event (ENOENT, EACCES, EAGAIN, EMFILE,
 * ENFILE), and throws the rest at once (ENOTDIR, E2BIG, ETXTBSY, ENOMEM, EPERM …). Never rejects. What answers `ok` was made
 * in this turn, and none of its events was told yet.
 */
export async function startChild(file: string, args: readonly string[], options: SpawnOptions): Promise<StartAnswer> {
  let child: ChildProcess
  try {
    child = spawn(file, args, options)
  } catch (error) {
    return { ok: false, error }
  }
  const { pid } = child
  if (pid === undefined) return { ok: false, error: await new Promise((resolve) => child.once('error', resolve)) }
  // A signal or a message that cannot be sent is told here too: whoever sent it has heard so.
  child.on('error', () => undefined)
  return { ok: true, child, pid }
}
