import { useMemo } from 'react'
import { useRuns, useStacks, useTasks } from '../client/use-runs'
import { type StackView, stackView } from './stack-view'

/** Every open stack as it is now. */
export function useStackViews(): readonly StackView[] {
  const { open } = useStacks()
  const tasks = useTasks()
  const runs = useRuns()
  return useMemo(() => open.map((stack) => stackView(stack, tasks, runs)), [open, tasks, runs])
}
