import type { Dependency, RestartPolicy } from '@contract/life'
import type { StopPolicy } from '@contract/stop'
import type { ProcessTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { fileCommand } from '@vocabulary/command-line'
import { sayDuration } from '@vocabulary/durations'
import { STOP_PRESET_NAMES, STOP_PRESETS } from '@vocabulary/stop-presets'

export function fileSteps(policy: StopPolicy): readonly object[] {
  return policy.map(({ send, patienceMs }) => ({
    send: typeof send === 'object' && 'command' in send ? { command: fileCommand(send.command) } : send,
    patience: sayDuration(patienceMs),
  }))
}

/** The name of a preset where it says the same. */
export function fileStop({ stopPolicy, scope }: Pick<ProcessTaskSpec, 'stopPolicy' | 'scope'>): string | object {
  const preset = STOP_PRESET_NAMES.find((name) => {
    const { policy, scope: whom } = STOP_PRESETS[name]
    return whom === scope && JSON.stringify(policy) === JSON.stringify(stopPolicy)
  })
  if (preset !== undefined) return preset
  return { ...(stopPolicy ? { steps: fileSteps(stopPolicy) } : {}), ...defined({ scope }) }
}

export function fileRestart({ when, pauseMs, maxPauseMs, limit }: RestartPolicy): string | object {
  if (pauseMs === undefined && maxPauseMs === undefined && limit === undefined) return when
  return {
    when,
    ...(pauseMs === undefined ? {} : { pause: sayDuration(pauseMs) }),
    ...(maxPauseMs === undefined ? {} : { maxPause: sayDuration(maxPauseMs) }),
    ...defined({ limit }),
  }
}

/** A map says what is waited for; it cannot hold a name twice, nor is there anything that a second time would add. */
export function fileDependencies(dependsOn: readonly Dependency[]): ReadonlyMap<string, string> {
  return new Map(dependsOn.map(({ task, until }) => [task, until]))
}
