import { useCallback } from 'react'
import type { Notice, PlatformFacts } from '@contract/channels'
import type { ThemeChoice } from '@contract/settings'
import type { Demo } from '@contract/demo'
import type { EngineEvent } from '@contract/event'
import type { RunId, TaskId } from '@contract/ids'
import type { RunSnapshot, UsageSample } from '@contract/run'
import type { RunOutline } from '@contract/run-outline'
import type { StackBoard } from '@contract/stack'
import type { Task } from '@contract/task'
import { paced } from './paced'
import { runStore } from './run-store'
import { usePicked, useReadable } from './use-readable'
import { useWatchedRun } from './watched-runs'
import type { WindowState } from './window-state'

const NO_SAMPLES: readonly UsageSample[] = []

const pickRuns = (state: WindowState): ReadonlyMap<RunId, RunSnapshot> => state.runs
const pickOutlines = (state: WindowState): ReadonlyMap<RunId, RunOutline> => state.outlines
const pickTasks = (state: WindowState): readonly Task[] => state.tasks
const pickStacks = (state: WindowState): StackBoard => state.stacks
const pickEvents = (state: WindowState): readonly EngineEvent[] => state.events
const pickDemos = (state: WindowState): readonly Demo[] => state.demos
const pickNotices = (state: WindowState): readonly Notice[] => state.notices
const pickTheme = (state: WindowState): ThemeChoice => state.theme
const pickPlatform = (state: WindowState): PlatformFacts | undefined => state.platform
const pickReady = (state: WindowState): boolean => state.ready

const events = paced(runStore, pickEvents, 150)

/** All runs; re-renders with every line that one of them prints. */
export function useRuns(): ReadonlyMap<RunId, RunSnapshot> {
  return usePicked(runStore, pickRuns)
}

/** All runs as far as a board is made of them; re-renders when that changed. */
export function useOutlines(): ReadonlyMap<RunId, RunOutline> {
  return usePicked(runStore, pickOutlines)
}

/** One run; re-renders only when that run has a newer revision. */
export function useRun(runId: RunId | undefined): RunSnapshot | undefined {
  useWatchedRun(runId)
  return usePicked(
    runStore,
    useCallback((state: WindowState) => (runId === undefined ? undefined : state.runs.get(runId)), [runId]),
  )
}

export function useTasks(): readonly Task[] {
  return usePicked(runStore, pickTasks)
}

export function useTask(taskId: TaskId | undefined): Task | undefined {
  return usePicked(
    runStore,
    useCallback((state: WindowState) => state.tasks.find((task) => task.id === taskId), [taskId]),
  )
}

export function useStacks(): StackBoard {
  return usePicked(runStore, pickStacks)
}

/** Oldest first. A program can print thousands of lines a second, and nobody reads more than some. */
export function useEvents(): readonly EngineEvent[] {
  return useReadable(events)
}

/** The last two minutes of CPU and memory of a run, oldest first. */
export function useSamples(runId: RunId | undefined): readonly UsageSample[] {
  return usePicked(
    runStore,
    useCallback(
      (state: WindowState) => (runId === undefined ? NO_SAMPLES : (state.samples.get(runId) ?? NO_SAMPLES)),
      [runId],
    ),
  )
}

export function useDemos(): readonly Demo[] {
  return usePicked(runStore, pickDemos)
}

export function useNotices(): readonly Notice[] {
  return usePicked(runStore, pickNotices)
}

export function useTheme(): ThemeChoice {
  return usePicked(runStore, pickTheme)
}

export function usePlatform(): PlatformFacts | undefined {
  return usePicked(runStore, pickPlatform)
}

/** False until the first snapshot has arrived. */
export function useReady(): boolean {
  return usePicked(runStore, pickReady)
}
