import { defined } from '@tools/defined'
import { memo, useMemo } from 'react'
import { useRun } from '../client/use-runs'
import type { BoardEntry, Density } from './board-entries'
import { TaskCard } from './task-card'
import { TaskRow } from './task-row'
import type { TaskCardProps } from './use-card-view'

export interface LiveCardProps extends Omit<TaskCardProps, 'entry'> {
  readonly density: Density
  readonly entry: BoardEntry
}

/** A card that follows its own run: what another run prints, and a board that is sorted anew, do not draw it again. */
export const LiveCard = memo(
  function LiveCard({ density, entry, ...place }: LiveCardProps) {
    const { taskId, name, kind, task, copy } = entry
    const run = useRun(entry.run?.id)
    const whole = useMemo(
      () => ({ taskId, name, kind, task, run, ...defined({ copy }) }),
      [taskId, name, kind, task, run, copy],
    )
    const Shape = density === 'list' ? TaskRow : TaskCard
    return <Shape entry={whole} {...place} />
  },
  (a, b) =>
    a.density === b.density &&
    a.index === b.index &&
    a.inTabOrder === b.inTabOrder &&
    a.opened === b.opened &&
    a.selected === b.selected &&
    a.entry.taskId === b.entry.taskId &&
    a.entry.name === b.entry.name &&
    a.entry.task === b.entry.task &&
    a.entry.run?.id === b.entry.run?.id,
)
