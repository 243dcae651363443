import type { ProcessTaskSpec } from '@contract/task'
import type { StackTaskSpec } from '@contract/stack'
import { without } from './without'
import type { Complain, TaskOfFile } from './task-of-file'

/**
 * A task of a `quiesce.yaml`, laid over the imported one of its name if there is one: what it says replaces what that one
 * says, variables are joined, and a command of its own takes the place of command, arguments and shell together.
 */
export function layOver(
  own: TaskOfFile['spec'],
  imported: StackTaskSpec | undefined,
  folder: string,
  complain: Complain,
): StackTaskSpec | undefined {
  if (own.kind !== 'process') {
    if (imported) complain(['kind'], own.kind, 'process: the imported task of this name is a program')
    return own
  }
  if (imported?.kind === 'process') return laid(own, imported, complain)
  if (own.command === undefined) {
    complain(['command'], 'nothing', 'a command (no import brings a task of this name)')
    return undefined
  }
  return { ...own, command: own.command, cwd: own.cwd ?? folder }
}

function laid(own: Partial<ProcessTaskSpec>, imported: ProcessTaskSpec, complain: Complain): ProcessTaskSpec {
  const env = own.env || imported.env ? { env: { ...imported.env, ...own.env } } : {}
  if (own.command === undefined) {
    if (own.shell !== undefined) complain(['shell'], String(own.shell), 'shell only together with a command')
    return { ...imported, ...without(own, 'command'), ...env }
  }
  return { ...without(imported, 'args', 'shell'), ...own, command: own.command, ...env }
}
