import type { FieldIssue } from '@contract/problem'
import type { TaskDraft } from './task-draft'
import { lifeFieldOf, lifeSentence } from './life/life-field-issues'
import { WORDS } from './words'

/** The sentence for each input that has something wrong, by the name of the input, in the order of the form. */
export type FieldErrors = ReadonlyMap<string, string>

/** Puts each issue next to the input where the person can mend it. */
export function fieldErrors(issues: readonly FieldIssue[], draft: TaskDraft): FieldErrors {
  const errors = new Map<string, string>()
  for (const issue of issues) {
    const field = fieldOf(issue.path, draft)
    if (!errors.has(field)) errors.set(field, lifeSentence(field, draft) ?? sentenceOf(issue, field))
  }
  return new Map([...errors].sort(([a], [b]) => rank(a) - rank(b)))
}

/** The name of the input that a path of a task spec belongs to. */
export function fieldOf(path: string, draft: TaskDraft): string {
  const [head = '', second = '', third = ''] = path.split('.')
  if (head === 'args' && (draft.process.entry === 'line' || second === '')) return 'command'
  if (head === 'env') {
    const name = path.slice('env.'.length)
    const row = draft.process.env.findLastIndex((variable) => variable.name === name)
    return row === -1 ? 'env' : `env.${row}`
  }
  if (head === 'stopPolicy')
    return second === '' ? 'stopPolicy' : `stopPolicy.${second}.${third === '' ? 'send' : third}`
  if (head === 'action') return draft.timer.does === 'log' ? 'action.log' : 'action.start'
  return lifeFieldOf(path) ?? path
}

const ORDER = [
  'name',
  'command',
  'args',
  'workload',
  'params',
  'executor',
  'pullEveryMs',
  'delayMs',
  'action',
  'cwd',
  'env',
  'stopPolicy',
  'dependsOn',
  'ready',
  'restart',
  'health',
  'ports',
  'envFiles',
  'watch',
  'expect',
  'processLimit',
  'keepOutputBytes',
]

function rank(field: string): number {
  const place = ORDER.indexOf(field.split('.')[0] ?? '')
  return place === -1 ? ORDER.length : place
}

function sentenceOf(issue: FieldIssue, field: string): string {
  const { errors } = WORDS
  const empty = issue.got === '""' || issue.got === 'nothing'
  if (!empty) return errors.other(issue.got, issue.expected)
  if (field === 'name') return errors.nameMissing
  if (field === 'command') return errors.commandMissing
  if (field === 'workload') return errors.workloadMissing
  if (field === 'action.log') return errors.logMissing
  if (field === 'action.start') return errors.taskMissing
  if (issue.expected.startsWith('a whole number')) return errors.numberMissing(issue.expected)
  return errors.other('nothing', issue.expected)
}
