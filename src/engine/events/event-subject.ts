import type { RunId } from '@contract/ids'
import type { Task } from '@contract/task'

/** The run that an event is about. */
export interface EventSubject {
  readonly id: RunId
  readonly task: Pick<Task, 'id' | 'name' | 'kind'>
}
