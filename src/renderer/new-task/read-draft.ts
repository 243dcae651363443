import { isWorkloadKind } from '@contract/kind'
import type { FieldIssue } from '@contract/problem'
import { parseTaskSpec, type ParsedTaskSpec } from '@vocabulary/parse-task-spec'
import { splitLine } from '@vocabulary/typed-line'
import { millisecondsOf, numberOf } from './duration'
import { findJsonError } from './find-json-error'
import { lifeCandidate, processLifeCandidate } from './life/read-life'
import type { PolicyDraft, ProcessDraft, StepDraft, TaskDraft, TimerDraft, WorkloadDraft } from './task-draft'
import { WORDS } from './words'

/** What a part of the form amounts to, right or wrong, and the errors that only the form can see. */
interface Candidate {
  readonly fields: Readonly<Record<string, unknown>>
  readonly issues: readonly FieldIssue[]
}

/** The form's content as a task, or every field that is wrong. What cannot be read as a number stays as typed, for the check to name. */
export function readDraft(draft: TaskDraft): ParsedTaskSpec {
  const part = candidateOf(draft)
  const parsed = parseTaskSpec({ kind: draft.kind, name: draft.name.trim(), ...part.fields })
  if (part.issues.length === 0) return parsed
  const paths = new Set(part.issues.map((issue) => issue.path))
  const others = parsed.ok ? [] : parsed.issues.filter((issue) => !paths.has(issue.path))
  return { ok: false, issues: [...others, ...part.issues] }
}

function candidateOf(draft: TaskDraft): Candidate {
  if (draft.kind === 'process') return processCandidate(draft.process)
  if (isWorkloadKind(draft.kind)) return workloadCandidate(draft.workload, draft.kind)
  return { fields: timerFields(draft.timer), issues: [] }
}

function processCandidate(draft: ProcessDraft): Candidate {
  const { fields, issues } = commandCandidate(draft)
  const rows = draft.env.filter((row) => row.name !== '' || row.value !== '')
  const repeated = rows.filter((row, index) => rows.findIndex((other) => other.name === row.name) < index)
  const policy = policyCandidate(draft.policy)
  const life = processLifeCandidate(draft.life)
  return {
    fields: {
      ...draft.others,
      ...fields,
      ...life.fields,
      ...(draft.shell ? { shell: true } : {}),
      ...(draft.cwd.trim() === '' ? {} : { cwd: draft.cwd.trim() }),
      ...(rows.length === 0 ? {} : { env: Object.fromEntries(rows.map((row) => [row.name, row.value])) }),
      ...(draft.wholeFamily ? {} : { scope: 'leader' }),
      ...(draft.follow === 'ask' ? {} : { follow: draft.follow }),
      ...(draft.ipc ? { ipc: true } : {}),
      ...(draft.removeTempFiles ? {} : { removeTempFiles: false }),
      ...policy.fields,
    },
    issues: [
      ...issues,
      ...repeated.map((row) => issue(`env.${row.name}`, `${row.name} twice`, WORDS.errors.eachVariableOnce)),
      ...life.issues,
      ...policy.issues,
    ],
  }
}

function commandCandidate(draft: ProcessDraft): Candidate {
  if (draft.entry === 'rows') return { fields: command(draft.program.trim(), draft.args), issues: [] }
  if (draft.shell) return { fields: { command: draft.line.trim() }, issues: [] }
  const { words, issues } = split(draft.line, 'command')
  const [program = '', ...args] = words
  return { fields: command(program, args), issues }
}

function command(program: string, args: readonly string[]): Record<string, unknown> {
  return { command: program, ...(args.length === 0 ? {} : { args }) }
}

function workloadCandidate(draft: WorkloadDraft, kind: TaskDraft['kind']): Candidate {
  const policy = policyCandidate(draft.policy)
  const params = paramsCandidate(draft.params)
  const executor = { name: draft.executorName.trim(), maxWorkers: numberOf(draft.maxWorkers) }
  return {
    fields: {
      ...draft.others,
      ...lifeCandidate(draft.life).fields,
      workload: draft.workload.trim(),
      ...params.fields,
      ...(kind === 'future' ? { executor } : {}),
      ...(kind === 'generator' ? { pullEveryMs: millisecondsOf(draft.pullEvery) } : {}),
      ...policy.fields,
    },
    issues: [...params.issues, ...policy.issues],
  }
}

function paramsCandidate(text: string): Candidate {
  if (text.trim() === '') return { fields: {}, issues: [] }
  const error = findJsonError(text)
  if (error === undefined) return { fields: { params: JSON.parse(text) as unknown }, issues: [] }
  const got = error.at < text.length ? JSON.stringify(text.charAt(error.at)) : 'the end of the text'
  return {
    fields: {},
    issues: [issue('params', WORDS.errors.gotAtPlace(got, error.line, error.column), error.expected)],
  }
}

function policyCandidate(policy: PolicyDraft): Candidate {
  if (!policy.own) return { fields: {}, issues: [] }
  const steps = policy.steps.map(stepCandidate)
  return {
    fields: { stopPolicy: steps.map((step) => step.fields) },
    issues: steps.flatMap((step) => step.issues),
  }
}

function stepCandidate(step: StepDraft, index: number): Candidate {
  const patienceMs = millisecondsOf(step.patience)
  if (step.send === 'stdin') return { fields: { send: { stdin: step.text }, patienceMs }, issues: [] }
  if (step.send !== 'command') return { fields: { send: step.send, patienceMs }, issues: [] }
  const { words, issues } = split(step.text, `stopPolicy.${index}.send`)
  return { fields: { send: { command: words }, patienceMs }, issues }
}

function timerFields(draft: TimerDraft): Record<string, unknown> {
  return {
    delayMs: millisecondsOf(draft.delay),
    ...(draft.repeat ? { repeat: true } : {}),
    ...(draft.whenRunning === 'unset' ? {} : { whenRunning: draft.whenRunning }),
    action: draft.does === 'log' ? { log: draft.log } : { start: draft.startTaskId },
  }
}

function split(line: string, path: string): { words: readonly string[]; issues: readonly FieldIssue[] } {
  const result = splitLine(line)
  if (result.ok) return { words: result.words, issues: [] }
  return {
    words: [],
    issues: [issue(path, WORDS.errors.openQuote(result.quote, result.at + 1), WORDS.errors.closedQuote)],
  }
}

function issue(path: string, got: string, expected: string): FieldIssue {
  return { path, got, expected, message: `${path}: got ${got}, expected ${expected}.` }
}
