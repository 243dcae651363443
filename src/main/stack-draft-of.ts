import type { OpenStack, StackDraft, StackTaskSpec } from '@contract/stack'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'

/** An open stack as it stands now, for writing it down: with the edits made since it was read, and tasks by name. */
export function stackDraftOf({ name, file, tasks: members }: OpenStack, tasks: readonly Task[]): StackDraft {
  const ids = new Set(members.map((member) => member.id))
  const specs = tasks.filter((task) => ids.has(task.id)).map((task) => specOf(task, tasks))
  return { name, ...defined({ file }), tasks: specs }
}

function specOf({ spec }: Task, tasks: readonly Task[]): StackTaskSpec {
  if (spec.kind !== 'timer') return spec
  const { action, ...rest } = spec
  if ('log' in action) return { ...rest, action }
  // A task of another stack has a name too, but one that a reader of the file would not find: it is said there.
  return { ...rest, action: { startTask: tasks.find((task) => task.id === action.start)?.name ?? action.start } }
}
