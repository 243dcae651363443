import type { RunSnapshot } from '@contract/run'
import type { Task, TaskSpec } from '@contract/task'
import { spanText } from '../tasks/durations'
import { stopPolicyLine } from '../tasks/stop-policy-line'
import { KIND_WORDS } from '../tasks/words'
import { lifeFacts, processLifeFacts } from './life-facts'

export interface DefinitionFact {
  readonly name: string
  readonly value: string
  readonly mono?: boolean
}

/** What a task is made of. Values of environment variables are not shown: they may be secrets. */
export function definitionFacts(run: RunSnapshot, task: Task | undefined): readonly DefinitionFact[] {
  const line = run.commandLine === undefined ? [] : [mono('Runs', run.commandLine)]
  const head = [plain('Kind', KIND_WORDS[run.kind]), ...line]
  if (task === undefined) return [...head, plain('Task', 'deleted; only this run is left')]
  return [
    ...head,
    ...specFacts(task.spec),
    plain('Kept', task.saved ? 'saved for the next start' : 'only until Quiesce closes'),
  ]
}

function specFacts(spec: TaskSpec): readonly DefinitionFact[] {
  switch (spec.kind) {
    case 'process':
      return [
        mono('Command', spec.command),
        ...(spec.args ?? []).map((arg, index) => mono(`Argument ${String(index + 1)}`, arg)),
        plain('Shell', spec.shell === true ? '/bin/sh -c' : 'none'),
        mono('Folder', spec.cwd ?? 'your home folder, unless Quiesce was started elsewhere'),
        mono('Environment', Object.keys(spec.env ?? {}).join(', ') || 'nothing added'),
        plain('Polite steps go to', spec.scope === 'leader' ? 'the leader' : 'the whole family'),
        policy(spec),
        ...processLifeFacts(spec),
      ]
    case 'timer':
      return [
        plain('Elapses', `${spec.repeat === true ? 'every' : 'after'} ${spanText(spec.delayMs)}`),
        'log' in spec.action ? mono('Writes', spec.action.log) : mono('Starts task', spec.action.start),
      ]
    default:
      return [
        mono('Workload', spec.workload),
        mono('Params', spec.params === undefined ? 'none' : JSON.stringify(spec.params)),
        ...(spec.executor === undefined
          ? []
          : [plain('Executor', `${spec.executor.name}, ${String(spec.executor.maxWorkers)} at the same time`)]),
        ...(spec.pullEveryMs === undefined ? [] : [plain('Pulled every', spanText(spec.pullEveryMs))]),
        policy(spec),
        ...lifeFacts(spec),
      ]
  }
}

function policy(spec: TaskSpec): DefinitionFact {
  const line = stopPolicyLine(spec)
  return plain('Stop policy', line === undefined ? 'none' : `${line.text}${line.isStandard ? ' (the default)' : ''}`)
}

function plain(name: string, value: string): DefinitionFact {
  return { name, value }
}

function mono(name: string, value: string): DefinitionFact {
  return { name, value, mono: true }
}
