import type { ProcessTaskSpec, TaskSpec } from '@contract/task'
import { describe, expect, it, test } from 'vitest'
import { draftFromSpec } from '../../../src/renderer/new-task/draft-from-spec'
import { fieldErrors } from '../../../src/renderer/new-task/field-issues'
import { EMPTY_PROCESS_LIFE, type ProcessLifeDraft } from '../../../src/renderer/new-task/life/life-draft'
import { processLifeDraft } from '../../../src/renderer/new-task/life/life-from-spec'
import {
  dependsOnSummary,
  expectSummary,
  frameSummary,
  healthSummary,
  readySummary,
  restartSummary,
  surroundingsSummary,
} from '../../../src/renderer/new-task/life/life-summaries'
import { readDraft } from '../../../src/renderer/new-task/read-draft'
import { EMPTY_DRAFT, type TaskDraft } from '../../../src/renderer/new-task/task-draft'

const FULL: ProcessTaskSpec = {
  kind: 'process',
  name: 'web',
  command: 'node',
  restart: { when: 'on-failure', pauseMs: 0, maxPauseMs: 90_000, limit: 3 },
  dependsOn: [
    { task: 'db', until: 'ready' },
    { task: 'migrate', until: 'completed' },
  ],
  envFiles: ['.env', 'config/.env.local'],
  terminal: true,
  strict: true,
  ports: [3000, 24_678],
  ready: { probe: { http: 'http://127.0.0.1:3000/health' }, everyMs: 250, timeoutMs: 60_000 },
  health: { probe: { command: ['curl', '-f', 'a b'] }, everyMs: 10_000, timeoutMs: 1, misses: 2, then: 'tell' },
  watch: { paths: ['src', 'my files'], ignore: ['dist'], quietMs: 300 },
  expect: { filesGone: ['server.pid'], portsFree: [3000], printed: ' bye ', exitCodes: [0, 143] },
  keepOutputBytes: 65_537,
}

function processLife(part: Partial<ProcessLifeDraft>): TaskDraft {
  const life = { ...EMPTY_PROCESS_LIFE, ...part }
  return { ...EMPTY_DRAFT, name: 'web', process: { ...EMPTY_DRAFT.process, line: 'node', life } }
}

function errorsOf(draft: TaskDraft): Readonly<Record<string, string>> {
  const read = readDraft(draft)
  return read.ok ? {} : Object.fromEntries(fieldErrors(read.issues, draft))
}

describe('the life of a task', () => {
  const specs: readonly TaskSpec[] = [
    FULL,
    { ...FULL, ready: { probe: { line: 'Listening' } }, health: { probe: { port: 3000 } }, restart: { when: 'never' } },
    { ...FULL, ready: { probe: { command: ['test', '-e', '/a b'] } }, keepOutputBytes: 134_217_728 },
    { kind: 'process', name: 'on', command: 'node', keepRunning: true, processLimit: 60 },
    { kind: 'process', name: 'prompt', command: 'bash', terminal: true, family: 'all' },
    {
      kind: 'coroutine',
      name: 'c',
      workload: '/w.mjs',
      restart: { when: 'always' },
      dependsOn: [{ task: 'a', until: 'started' }],
    },
  ]
  it.each(specs)('comes back from the form as it went in: %j', (spec) => {
    expect(readDraft(draftFromSpec(spec))).toEqual({ ok: true, spec })
  })

  it('of a new task says nothing, so that every default counts', () => {
    expect(readDraft(processLife({}))).toEqual({ ok: true, spec: { kind: 'process', name: 'web', command: 'node' } })
  })

  it('leaves a row without a task out', () => {
    expect(readDraft(processLife({ dependsOn: [{ task: '', until: 'ready' }] }))).toMatchObject({ ok: true })
  })
})

describe('an error of the life stands next to its input', () => {
  const probe = (part: Partial<ProcessLifeDraft['ready']>) => ({ ready: { ...EMPTY_PROCESS_LIFE.ready, ...part } })
  const cases: readonly (readonly [string, TaskDraft, string, string])[] = [
    [
      'a port that is too large',
      processLife(probe({ by: 'port', port: '70000' })),
      'ready.probe',
      'Got "70000", expected a whole number from 1 to 65535.',
    ],
    [
      'a port that is missing',
      processLife(probe({ by: 'port' })),
      'ready.probe',
      'A port is missing: a whole number from 1 to 65535.',
    ],
    [
      'an address elsewhere',
      processLife(probe({ by: 'http', http: 'http://example.org/' })),
      'ready.probe',
      'Got "http://example.org/", expected an http or https address on this machine, such as http://127.0.0.1:3000/health.',
    ],
    [
      'an open quote in a command',
      processLife(probe({ by: 'command', command: `test 'a` })),
      'ready.probe',
      `Got a ' at character 6 that is never closed, expected a closing quote of the same sort.`,
    ],
    [
      'a time that is none',
      processLife(probe({ by: 'line', line: 'x', timeout: { text: 'soon', unit: 's' } })),
      'ready.timeoutMs',
      'Got "soon", expected a whole number from 1 to 86400000.',
    ],
    [
      'a word among the ports',
      processLife({ ports: '3000, http' }),
      'ports',
      'Got "http", expected a whole number from 1 to 65535.',
    ],
    [
      'an exit code that no program has',
      processLife({ exitCodes: '0 256' }),
      'expect.exitCodes',
      'Got 256, expected a whole number from 0 to 255.',
    ],
    [
      'too little output',
      processLife({ keepOutput: { text: '1', unit: 'KB' } }),
      'keepOutputBytes',
      'Got 1024, expected a whole number from 65536 to 17179869184.',
    ],
  ]
  it.each(cases)('%s', (_what, draft, field, sentence) => {
    expect(errorsOf(draft)).toEqual({ [field]: sentence })
  })
})

test('closed lines sum up what was chosen', () => {
  const life = processLifeDraft(FULL)
  expect(dependsOnSummary(life).text).toBe('db is ready, migrate is completed')
  expect(readySummary(life).text).toBe('when http://127.0.0.1:3000/health answers')
  expect(restartSummary(life).text).toBe('after a failure, first after 0 s, at most 3 times in a row')
  expect(healthSummary(life).text).toBe(`“curl -f "a b"” succeeds, every 10 s; a miss is only told`)
  expect(surroundingsSummary(life).text).toBe(
    'listens on 3000, 24678 · 2 env files · restarts when one of 2 paths changes',
  )
  expect(expectSummary(life).text).toBe('files gone · ports free · a line printed · exit codes')
  expect(frameSummary(life).text).toBe('in a terminal · strict · keeps 65537 B')
})

test('closed lines of a new task say what will happen without a choice', () => {
  const lines = [
    dependsOnSummary,
    readySummary,
    restartSummary,
    healthSummary,
    surroundingsSummary,
    expectSummary,
    frameSummary,
  ]
  for (const line of lines) expect(line(EMPTY_PROCESS_LIFE)).toMatchObject({ chosen: false })
})
