import type { TaskId } from '@contract/ids'
import { type Readable, writable } from '../client/readable'

/** The cards that are selected, and the one that Shift selects from. */
export interface Selection {
  readonly taskIds: ReadonlySet<TaskId>
  readonly anchor: TaskId | undefined
}

const NOTHING: Selection = { taskIds: new Set(), anchor: undefined }
const held = writable<Selection>(NOTHING)

export const selection: Readable<Selection> = held

export function selectNone(): void {
  held.set(NOTHING)
}

export function selectAll(order: readonly TaskId[]): void {
  held.set({ taskIds: new Set(order), anchor: order[0] })
}

export function toggleSelected(taskId: TaskId): void {
  held.set(toggled(held.get(), taskId))
}

/** Selects everything from the anchor to this card, in the order that is shown. */
export function selectUpTo(taskId: TaskId, order: readonly TaskId[]): void {
  held.set(extended(held.get(), taskId, order))
}

export function toggled({ taskIds }: Selection, taskId: TaskId): Selection {
  const next = new Set(taskIds)
  if (!next.delete(taskId)) next.add(taskId)
  return { taskIds: next, anchor: taskId }
}

export function extended({ anchor }: Selection, taskId: TaskId, order: readonly TaskId[]): Selection {
  const to = order.indexOf(taskId)
  const from = anchor === undefined ? -1 : order.indexOf(anchor)
  if (from === -1) return { taskIds: new Set([taskId]), anchor: taskId }
  return { taskIds: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor }
}
