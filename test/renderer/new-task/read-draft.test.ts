import { describe, expect, it } from 'vitest'
import { KINDS } from '@contract/kind'
import type { TaskSpec } from '@contract/task'
import { asTaskId } from '@contract/ids'
import { millisecondsOf, typedTime } from '../../../src/renderer/new-task/duration'
import { draftFromSpec } from '../../../src/renderer/new-task/draft-from-spec'
import { fieldErrors } from '../../../src/renderer/new-task/field-issues'
import { readDraft } from '../../../src/renderer/new-task/read-draft'
import { EMPTY_DRAFT, type ProcessDraft, type TaskDraft } from '../../../src/renderer/new-task/task-draft'

function processDraft(part: Partial<ProcessDraft>): TaskDraft {
  return { ...EMPTY_DRAFT, name: 'web', process: { ...EMPTY_DRAFT.process, ...part } }
}

function errorsOf(draft: TaskDraft): Readonly<Record<string, string>> {
  const read = readDraft(draft)
  return read.ok ? {} : Object.fromEntries(fieldErrors(read.issues, draft))
}

describe('the form', () => {
  const specs: readonly TaskSpec[] = [
    { kind: 'process', name: 'web', command: 'node' },
    {
      kind: 'process',
      name: 'web',
      command: '/opt/my program',
      args: ['', '-x', 'a "quoted" part', 'one\ntwo', String.raw`back\slash`],
      cwd: '/srv',
      env: { PORT: '80', EMPTY: '' },
      scope: 'leader',
      ipc: true,
      removeTempFiles: false,
      stopPolicy: [
        { send: 'ask', patienceMs: 250 },
        { send: { stdin: 'quit\n' }, patienceMs: 1500 },
        { send: { command: ['docker', 'stop', 'my web'] }, patienceMs: 60_000 },
        { send: 'SIGKILL', patienceMs: 0 },
      ],
    },
    { kind: 'process', name: 'pipe', command: 'cat "x" | wc', shell: true },
    { kind: 'process', name: 'pipe', command: 'echo $1', shell: true, args: ['a b'] },
    { kind: 'thread', name: 't', workload: 'lab/ticker' },
    { kind: 'coroutine', name: 'c', workload: '/w.mjs', params: { deep: [1, null, { x: 'y' }] } },
    { kind: 'future', name: 'f', workload: '/w.mjs', params: null, executor: { name: 'lab', maxWorkers: 1 } },
    { kind: 'generator', name: 'g', workload: '/w.mjs', pullEveryMs: 40 },
    { kind: 'process', name: 'web', command: 'node', terminal: true, ports: [3000], ready: { probe: { port: 3000 } } },
    { kind: 'thread', name: 't', workload: 'lab/ticker', dependsOn: [{ task: 'web', until: 'ready' }] },
    { kind: 'timer', name: 'x', delayMs: 0, action: { log: 'timer: fired' } },
    { kind: 'timer', name: 'x', delayMs: 7_200_000, repeat: true, action: { start: asTaskId('t-1') } },
  ]
  it.each(specs)('gives back the task it was filled with: %j', (spec) => {
    expect(readDraft(draftFromSpec(spec))).toMatchObject({ ok: true, spec })
  })

  it.each(KINDS)('of a new %s asks for what is missing, in a sentence next to its field', (kind) => {
    const errors = errorsOf({ ...EMPTY_DRAFT, kind })
    expect(errors['name']).toBe('A name is missing: 1 to 120 characters on one line.')
    expect(Object.keys(errors)).toHaveLength(2)
    for (const sentence of Object.values(errors)) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('keeps what was typed for one kind while another is chosen', () => {
    const typed = processDraft({ line: 'node server.js', cwd: '/srv' })
    const back = { ...{ ...typed, kind: 'timer' as const }, kind: 'process' as const }
    expect(readDraft(back)).toEqual({
      ok: true,
      spec: { kind: 'process', name: 'web', command: 'node', args: ['server.js'], cwd: '/srv' },
    })
  })
})

describe('an error stands next to the input that can mend it', () => {
  const timer = { ...EMPTY_DRAFT, kind: 'timer' as const, name: 'x', timer: { ...EMPTY_DRAFT.timer, log: 'x' } }
  const thread = { ...EMPTY_DRAFT, kind: 'thread' as const, name: 'x' }
  const workload = { ...EMPTY_DRAFT.workload, workload: 'lab/ticker' }
  const cases: readonly (readonly [string, TaskDraft, string, string])[] = [
    [
      'a quote that is not closed',
      processDraft({ line: `echo 'a` }),
      'command',
      `Got a ' at character 6 that is never closed, expected a closing quote of the same sort.`,
    ],
    [
      'a variable without a name',
      processDraft({ line: 'x', env: [{ name: '', value: 'v' }] }),
      'env.0',
      'Got the name "", expected a name of at least one character without = or NUL.',
    ],
    [
      'a variable given twice',
      processDraft({
        line: 'x',
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
      'env.1',
      'Got A twice, expected each variable once.',
    ],
    [
      'a patience that is no number',
      processDraft({
        line: 'x',
        policy: { own: true, steps: [{ send: 'SIGTERM', text: '', patience: { text: 'soon', unit: 's' } }] },
      }),
      'stopPolicy.0.patienceMs',
      'Got "soon", expected a whole number from 0 to 86400000.',
    ],
    [
      'a policy without a step',
      processDraft({ line: 'x', policy: { own: true, steps: [] } }),
      'stopPolicy',
      'Got an empty list, expected a list of 1 to 20 steps.',
    ],
    [
      'a negative delay',
      { ...timer, timer: { ...timer.timer, delay: { text: '-5', unit: 'ms' } } },
      'delayMs',
      'Got -5, expected a whole number from 0 to 2147483647.',
    ],
    [
      'an empty delay',
      { ...timer, timer: { ...timer.timer, delay: { text: '', unit: 's' } } },
      'delayMs',
      'A number is missing: a whole number from 0 to 2147483647.',
    ],
    [
      'params that are not JSON',
      { ...thread, workload: { ...workload, params: '{\n  a: 1}' } },
      'params',
      'Got "a" at line 2, column 3, expected a name in double quotes.',
    ],
    [
      'no workers',
      { ...thread, kind: 'future', workload: { ...workload, maxWorkers: '0' } },
      'executor.maxWorkers',
      'Got 0, expected a whole number from 1 to 64.',
    ],
    [
      'a relative folder',
      processDraft({ line: 'x', cwd: 'src' }),
      'cwd',
      'Got "src", expected the absolute path of a folder (a leading ~ is not expanded).',
    ],
  ]
  it.each(cases)('%s', (_, draft, field, sentence) => {
    expect(errorsOf(draft)).toEqual({ [field]: sentence })
  })
})

describe('a typed time', () => {
  it('is exact in milliseconds', () => {
    expect(millisecondsOf({ text: '0.29', unit: 's' })).toBe(290)
    expect(millisecondsOf({ text: ' 1,5 ', unit: 'min' })).toBe(90_000)
    expect(millisecondsOf({ text: '1e3', unit: 'ms' })).toBe('1e3')
    expect(millisecondsOf({ text: '1,000', unit: 'ms' })).toBe('1,000')
    expect(millisecondsOf({ text: '-.5', unit: 's' })).toBe(-500)
    expect(millisecondsOf({ text: '.', unit: 's' })).toBe('.')
  })
  it('is shown in the largest unit in which it is whole', () => {
    expect(typedTime(0)).toEqual({ text: '0', unit: 's' })
    expect(typedTime(1500)).toEqual({ text: '1500', unit: 'ms' })
    expect(typedTime(90_000)).toEqual({ text: '90', unit: 's' })
    expect(typedTime(7_200_000)).toEqual({ text: '2', unit: 'h' })
  })
})
