import { LIFE_WORDS } from './life/words'
import { WORDS } from './words'

const LABELS: Readonly<Record<string, string>> = {
  name: WORDS.name.label,
  command: WORDS.command.line,
  cwd: WORDS.cwd.label,
  env: WORDS.env.title,
  stopPolicy: WORDS.policy.title,
  workload: WORDS.workload.label,
  params: WORDS.params.label,
  'executor.name': WORDS.executor.name,
  'executor.maxWorkers': WORDS.executor.workers,
  pullEveryMs: WORDS.pull.label,
  delayMs: WORDS.timer.delay,
  'action.log': WORDS.timer.log,
  'action.start': WORDS.timer.task,
}

/** What an input of the form is called, for the summary of what is wrong. */
export function fieldLabel(field: string): string | undefined {
  const [head, place] = field.split('.')
  if (head === 'args' && place !== undefined) return WORDS.command.argument(Number(place))
  if (head === 'stopPolicy' && place !== undefined) return WORDS.policy.stepLabel(Number(place))
  return LABELS[field] ?? LIFE_WORDS.fields[field] ?? LABELS[head ?? '']
}
