import type { RunSnapshot } from '@contract/run'
import type { Task, TaskSpec } from '@contract/task'
import { spanText } from '@vocabulary/durations'
import { withoutSecrets, wordsWithoutSecrets } from '@vocabulary/secrets'
import { KIND_WORDS } from '@vocabulary/words'
import { stopPolicyLine } from '../tasks/stop-policy-line'
import type { DefinitionFact } from './definition-fact'
import { lifeFacts, processLifeFacts } from './life-facts'
import { WORDS } from './words'

/** What a task is made of. Values of environment variables are not shown, and secrets anywhere else are masked. */
export function definitionFacts(run: RunSnapshot, task: Task | undefined): readonly DefinitionFact[] {
  const line = run.commandLine === undefined ? [] : [mono(WORDS.runs, run.commandLine)]
  const head = [plain(WORDS.kind, KIND_WORDS[run.kind]), ...line]
  if (task === undefined) return [...head, plain(WORDS.task, 'deleted; only this run is left')]
  return [
    ...head,
    ...specFacts(task.spec).map((fact) => ({ ...fact, value: withoutSecrets(fact.value) })),
    plain(WORDS.kept, task.saved ? 'saved for the next start' : 'only until Quiesce closes'),
  ]
}

function specFacts(spec: TaskSpec): readonly DefinitionFact[] {
  switch (spec.kind) {
    case 'process':
      return [
        ...wordsWithoutSecrets([spec.command, ...(spec.args ?? [])]).map((word, index) =>
          mono(index === 0 ? WORDS.command : WORDS.argument(String(index)), word),
        ),
        plain(WORDS.shell, spec.shell === true ? 'the one of the settings' : 'none'),
        mono(WORDS.folder, spec.cwd ?? 'your home folder, unless Quiesce was started elsewhere'),
        mono(WORDS.environment, Object.keys(spec.env ?? {}).join(', ') || 'nothing added'),
        plain(WORDS.politeStepsGoTo, spec.scope === 'leader' ? 'the leader' : 'the whole family'),
        policy(spec),
        ...processLifeFacts(spec),
      ]
    case 'timer':
      return [
        plain(WORDS.elapses, `${spec.repeat === true ? 'every' : 'after'} ${spanText(spec.delayMs)}`),
        'log' in spec.action ? mono(WORDS.writes, spec.action.log) : mono(WORDS.startsTask, spec.action.start),
      ]
    default:
      return [
        mono(WORDS.workload, spec.workload),
        mono(WORDS.params, spec.params === undefined ? 'none' : JSON.stringify(spec.params)),
        ...(spec.executor === undefined
          ? []
          : [plain(WORDS.executor, `${spec.executor.name}, ${String(spec.executor.maxWorkers)} at the same time`)]),
        ...(spec.pullEveryMs === undefined ? [] : [plain(WORDS.pulledEvery, spanText(spec.pullEveryMs))]),
        policy(spec),
        ...lifeFacts(spec),
      ]
  }
}

function policy(spec: TaskSpec): DefinitionFact {
  const line = stopPolicyLine(spec)
  return plain(WORDS.stopPolicy, line === undefined ? 'none' : `${line.text}${line.isStandard ? ' (the default)' : ''}`)
}

function plain(name: string, value: string): DefinitionFact {
  return { name, value }
}

function mono(name: string, value: string): DefinitionFact {
  return { name, value, mono: true }
}
