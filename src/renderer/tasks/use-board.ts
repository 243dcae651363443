import { useMemo } from 'react'
import { useOutlines, useTasks } from '../client/use-runs'
import { type BoardCounts, type BoardEntry, boardEntries, countEntries } from './board-entries'

/** Every card of the board and how many there are of each sort. */
export function useBoard(): { readonly entries: readonly BoardEntry[]; readonly counts: BoardCounts } {
  const tasks = useTasks()
  const runs = useOutlines()
  return useMemo(() => {
    const entries = boardEntries(tasks, runs)
    return { entries, counts: countEntries(entries) }
  }, [tasks, runs])
}
