import type { StopStep } from '@contract/stop'
import type { ProcessTaskSpec, TaskSpec, TimerTaskSpec, WorkloadTaskSpec } from '@contract/task'
import { joinLine } from '@vocabulary/typed-line'
import { typedTime } from './duration'
import { lifeDraft, processLifeDraft } from './life/life-from-spec'
import {
  EMPTY_DRAFT,
  stepDraft,
  type OtherFields,
  type PolicyDraft,
  type ProcessDraft,
  type TaskDraft,
  type TimerDraft,
  type WorkloadDraft,
} from './task-draft'

/** Fills the form from a task, for editing. `readDraft` gives the same task back. */
export function draftFromSpec(spec: TaskSpec): TaskDraft {
  const draft = { ...EMPTY_DRAFT, kind: spec.kind, name: spec.name }
  if (spec.kind === 'process') return { ...draft, process: processDraft(spec) }
  if (spec.kind === 'timer') return { ...draft, timer: timerDraft(spec) }
  return { ...draft, workload: workloadDraft(spec) }
}

const PROCESS_INPUTS: readonly (keyof ProcessTaskSpec)[] = [
  'kind',
  'name',
  'command',
  'args',
  'shell',
  'cwd',
  'env',
  'stopPolicy',
  'scope',
  'follow',
  'ipc',
  'removeTempFiles',
  'restart',
  'dependsOn',
  'whenRunning',
  'envFiles',
  'terminal',
  'strict',
  'keepRunning',
  'family',
  'ports',
  'ready',
  'health',
  'watch',
  'expect',
  'processLimit',
  'keepOutputBytes',
]
const WORKLOAD_INPUTS: readonly (keyof WorkloadTaskSpec)[] = [
  'kind',
  'name',
  'workload',
  'params',
  'stopPolicy',
  'executor',
  'pullEveryMs',
  'restart',
  'dependsOn',
  'whenRunning',
]

function othersOf(spec: TaskSpec, inputs: readonly string[]): OtherFields {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !inputs.includes(key)))
}

function processDraft(spec: ProcessTaskSpec): ProcessDraft {
  const args = spec.args ?? []
  const shell = spec.shell ?? false
  return {
    // A shell's own arguments ($1, $2 …) have no place in the line.
    entry: shell && args.length > 0 ? 'rows' : 'line',
    line: shell ? spec.command : joinLine([spec.command, ...args]),
    program: spec.command,
    args,
    shell,
    cwd: spec.cwd ?? '',
    env: Object.entries(spec.env ?? {}).map(([name, value]) => ({ name, value })),
    wholeFamily: spec.scope !== 'leader',
    follow: spec.follow ?? 'ask',
    ipc: spec.ipc ?? false,
    removeTempFiles: spec.removeTempFiles ?? true,
    policy: policyDraft(spec.stopPolicy, EMPTY_DRAFT.process.policy),
    life: processLifeDraft(spec),
    others: othersOf(spec, PROCESS_INPUTS),
  }
}

function workloadDraft(spec: WorkloadTaskSpec): WorkloadDraft {
  const { workload } = EMPTY_DRAFT
  return {
    workload: spec.workload,
    params: spec.params === undefined ? '' : JSON.stringify(spec.params, null, 2),
    executorName: spec.executor?.name ?? workload.executorName,
    maxWorkers: String(spec.executor?.maxWorkers ?? workload.maxWorkers),
    pullEvery: spec.pullEveryMs === undefined ? workload.pullEvery : typedTime(spec.pullEveryMs),
    policy: policyDraft(spec.stopPolicy, workload.policy),
    life: lifeDraft(spec),
    others: othersOf(spec, WORKLOAD_INPUTS),
  }
}

function timerDraft(spec: TimerTaskSpec): TimerDraft {
  const { action } = spec
  return {
    delay: typedTime(spec.delayMs),
    repeat: spec.repeat ?? false,
    whenRunning: spec.whenRunning ?? 'unset',
    does: 'log' in action ? 'log' : 'start',
    log: 'log' in action ? action.log : '',
    startTaskId: 'start' in action ? action.start : '',
  }
}

function policyDraft(steps: readonly StopStep[] | undefined, standard: PolicyDraft): PolicyDraft {
  return steps === undefined ? standard : { own: true, steps: steps.map(stepDraft) }
}
