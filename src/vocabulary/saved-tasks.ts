import { defined } from '@tools/defined'
import { z } from 'zod'
import { asTaskId } from '@contract/ids'
import { parseTaskSpec } from './parse-task-spec'
import type { Task } from '@contract/task'

/** The file of saved tasks, in the data folder. */
export const SAVED_TASKS_FILE = 'tasks.json'

const fileShape = z.object({
  version: z.literal(1),
  tasks: z.array(
    z.object({ id: z.string().min(1), createdAt: z.number(), spec: z.unknown(), stack: z.string().exactOptional() }),
  ),
})

export interface SavedTasks {
  readonly tasks: readonly Task[]
  /** Sentences on what could not be read. What was unreadable is kept beside, never thrown away. */
  readonly problems: readonly string[]
}

/** Reads the text of the file. Throws where it is no such file at all; a task that is not understood is a problem. */
export function parseSavedTasks(text: string): SavedTasks {
  const tasks: Task[] = []
  const problems: string[] = []
  for (const { id, createdAt, spec, stack } of fileShape.parse(JSON.parse(text)).tasks) {
    const parsed = parseTaskSpec(spec)
    if (parsed.ok) {
      tasks.push({
        id: asTaskId(id),
        name: parsed.spec.name,
        kind: parsed.spec.kind,
        spec: parsed.spec,
        createdAt,
        saved: true,
        ...defined({ stack }),
      })
    } else problems.push(`A saved task was left out: ${parsed.issues.map((issue) => issue.message).join(' ')}`)
  }
  return { tasks, problems }
}
