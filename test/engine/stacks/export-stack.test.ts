import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STOP_PRESET_NAMES, STOP_PRESETS } from '@vocabulary/stop-presets'
import type { StackDraft, StackTaskSpec } from '@contract/stack'
import { SIGNALS } from '@contract/stop'
import { exportStack } from '@engine/stacks/export-stack'
import { parseStackText } from '@engine/stacks/read-stack-file'

const FOLDER = join('/', 'home', 'me', 'shop')
const FILE = join(FOLDER, 'quiesce.yaml')

const visible = (text: string): boolean =>
  text.trim() !== '' && text.length <= 120 && !/[\p{Cc}\u2028\u2029]/u.test(text) && text !== '__proto__'
const anyText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0'))
const oddText = fc.constantFrom(
  'no',
  '1.10',
  '0x1f',
  '~',
  'null',
  '- a',
  'a: b',
  '#x',
  ' x ',
  '$HOME',
  "it's",
  '"',
  '\t',
  'a\nb',
)
const text = fc.oneof(anyText, oddText)
const label = fc.oneof(fc.constantFrom('web', 'api', 'db', '1', '0', 'no', 'a.b', 'a b', '<<'), anyText.filter(visible))
const word = text.filter((each) => each.trim() !== '')
const line = fc.constantFrom('ready', 'listening on: 3000', '  up  ', '[ok]', 'true')
const ms = (least: number) =>
  fc.oneof(fc.integer({ min: least, max: 86_400_000 }), fc.constantFrom(500, 1_000, 60_000, 3_600_000))
const port = fc.integer({ min: 1, max: 65_535 })
const maybe = { requiredKeys: [] as [] }

const variables = fc.dictionary(fc.constantFrom('A', 'PORT', 'b.c', 'no', '1'), text, { maxKeys: 4 })
const command = fc.array(text, { minLength: 1, maxLength: 4 }).filter(([first]) => (first ?? '').trim() !== '')
const send = fc.oneof(
  fc.constantFrom('ask' as const, 'terminate' as const, ...SIGNALS),
  fc.record({ stdin: text }),
  fc.record({ command }),
)
const policy = fc.oneof(
  fc.array(fc.record({ send, patienceMs: ms(0) }), { minLength: 1, maxLength: 3 }),
  fc.constantFrom(...STOP_PRESET_NAMES).map((name) => STOP_PRESETS[name].policy),
)
const lasting = fc.oneof(
  fc.record({ port }),
  fc.record({ http: fc.constantFrom('http://127.0.0.1:3000/health', 'https://localhost/?a=b#c') }),
  fc.record({ command }),
)
const restart = fc.record(
  {
    when: fc.constantFrom('never' as const, 'on-failure' as const, 'always' as const),
    pauseMs: ms(0),
    maxPauseMs: ms(0),
    limit: fc.integer({ min: 1, max: 10_000 }),
  },
  { requiredKeys: ['when'] },
)
const rest = fc.record(
  {
    shell: fc.boolean(),
    cwd: fc.constantFrom(FOLDER, join(FOLDER, 'web'), '/srv/else', '/home/me'),
    env: variables,
    stopPolicy: policy,
    scope: fc.constantFrom('family' as const, 'leader' as const),
    follow: fc.constantFrom('family' as const, 'leader' as const),
    ipc: fc.boolean(),
    keepRunning: fc.boolean(),
    family: fc.constantFrom('session' as const, 'all' as const),
    processLimit: fc.integer({ min: 1, max: 4_194_304 }),
    removeTempFiles: fc.boolean(),
    terminal: fc.boolean(),
    strict: fc.boolean(),
    ports: fc.array(port, { maxLength: 3 }),
    ready: fc.record(
      { probe: fc.oneof(fc.record({ line }), lasting), everyMs: ms(10), timeoutMs: ms(1) },
      { requiredKeys: ['probe'] },
    ),
    health: fc.record(
      {
        probe: lasting,
        everyMs: ms(100),
        timeoutMs: ms(1),
        misses: fc.integer({ min: 1, max: 1_000 }),
        startMs: ms(0),
        then: fc.constantFrom('restart' as const, 'stop' as const, 'tell' as const),
      },
      { requiredKeys: ['probe'] },
    ),
    watch: fc.record(
      {
        paths: fc.array(word, { minLength: 1, maxLength: 3 }),
        ignore: fc.array(label, { maxLength: 2 }),
        quietMs: ms(0),
      },
      { requiredKeys: ['paths'] },
    ),
    expect: fc.record(
      {
        filesGone: fc.array(word, { maxLength: 2 }),
        portsFree: fc.array(port, { maxLength: 2 }),
        printed: line,
        exitCodes: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 3 }),
      },
      maybe,
    ),
    keepOutputBytes: fc.integer({ min: 65_536, max: 17_179_869_184 }),
    restart,
  },
  maybe,
)
const processTask = fc.tuple(command, rest).map(([[program = '', ...args], more]) => {
  // What reads back is the same task: no arguments is no list, and the folder of the file is the default.
  return {
    kind: 'process' as const,
    command: program,
    ...(args.length > 0 ? { args } : {}),
    ...more,
    cwd: more.cwd ?? FOLDER,
  }
})
const workload = fc.oneof(fc.constantFrom('lab/ticker', join(FOLDER, 'work', 'a.mjs'), '/opt/b.mjs'))
const workloadTask = fc.record(
  {
    kind: fc.constantFrom('thread' as const, 'coroutine' as const, 'future' as const, 'generator' as const),
    workload,
    // A stack file refuses that name, wherever it stands.
    params: fc
      .jsonValue({ maxDepth: 2 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'))
      .map((value) => JSON.parse(JSON.stringify(value)) as never),
    stopPolicy: fc.array(
      fc.record({ send: fc.constantFrom('ask' as const, 'terminate' as const), patienceMs: ms(0) }),
      { minLength: 1, maxLength: 2 },
    ),
    restart,
  },
  { requiredKeys: ['kind', 'workload'] },
)
const timerTask = fc.record(
  {
    kind: fc.constant('timer' as const),
    delayMs: fc.integer({ min: 0, max: 2_147_483_647 }),
    repeat: fc.boolean(),
    action: fc.record({ log: line }),
  },
  { requiredKeys: ['kind', 'delayMs', 'action'] },
)

const stack: fc.Arbitrary<StackDraft> = fc
  .tuple(label, fc.uniqueArray(label, { minLength: 1, maxLength: 6 }))
  .chain(([name, names]) =>
    fc
      .tuple(
        ...names.map(() =>
          fc.tuple(
            fc.oneof(processTask, processTask, workloadTask, timerTask),
            fc.nat(),
            fc.constantFrom('started' as const, 'ready' as const, 'completed' as const),
          ),
        ),
      )
      .map((bodies) => ({
        name,
        file: FILE,
        tasks: bodies.map(([body, seed, until], index): StackTaskSpec => {
          const task = { ...body, name: names[index] ?? '' }
          const earlier = index === 0 ? undefined : names[seed % index]
          if (task.kind === 'timer' || earlier === undefined || seed % 3 === 0) return task
          return { ...task, dependsOn: [{ task: earlier, until }] }
        }),
      })),
  )

test('what is exported reads back as the same stack', () => {
  fc.assert(
    fc.property(stack, (draft) => {
      const { text: written } = exportStack(draft, { secrets: 'keep' })
      const answer = parseStackText('quiesce', written, FILE)
      if (!answer.ok) throw new Error(`${answer.issues.map((issue) => issue.message).join('\n')}\n${written}`)
      const sorted = (tasks: readonly StackTaskSpec[]) => Object.fromEntries(tasks.map((task) => [task.name, task]))
      expect(sorted(answer.stack.tasks)).toEqual(sorted(draft.tasks))
      expect(answer.stack.name).toBe(draft.name)
    }),
    { numRuns: 600 },
  )
}, 60_000)

test('variables that look secret are left out and named, unless they are asked for', () => {
  const env = {
    PORT: '3000',
    API_TOKEN: 'hunter2',
    dbPassword: 'hunter2',
    DATABASE_URL: 'postgres://me:hunter2@localhost/shop',
    KEYBOARD: 'de',
    HOME_PAGE: 'http://localhost:3000/@me',
  }
  const draft: StackDraft = { name: 'shop', file: FILE, tasks: [{ kind: 'process', name: 'web', command: 'a', env }] }
  const { text: written, withheld } = exportStack(draft)
  expect(withheld).toEqual(['web.API_TOKEN', 'web.dbPassword', 'web.DATABASE_URL'])
  expect(written).not.toContain('hunter2')
  expect(written).toContain('# Left out because they look secret')
  expect(parseStackText('quiesce', written, FILE)).toMatchObject({
    ok: true,
    stack: { tasks: [{ env: { PORT: '3000', KEYBOARD: 'de', HOME_PAGE: 'http://localhost:3000/@me' } }] },
  })
  expect(exportStack(draft, { secrets: 'keep' })).toMatchObject({
    withheld: [],
    text: expect.stringContaining('hunter2') as string,
  })
})

test('an exported stack reads as a person would have written it', () => {
  const draft: StackDraft = {
    name: 'shop',
    file: FILE,
    tasks: [
      {
        kind: 'process',
        name: 'db',
        command: './db',
        args: ['--port', '5432'],
        cwd: FOLDER,
        ready: { probe: { port: 5432 } },
      },
      {
        kind: 'process',
        name: 'web',
        command: 'node',
        args: ['-e', "console.log('up')"],
        cwd: join(FOLDER, 'web'),
        dependsOn: [{ task: 'db', until: 'ready' }],
        ...{ stopPolicy: STOP_PRESETS.docker.policy, scope: STOP_PRESETS.docker.scope },
        restart: { when: 'on-failure' },
      },
    ],
  }
  expect(exportStack(draft).text).toBe(
    [
      'version: 1',
      'name: shop',
      'tasks:',
      '  db:',
      '    command: ./db --port 5432',
      '    ready:',
      '      port: 5432',
      '  web:',
      String.raw`    command: node -e 'console.log('\''up'\'')'`,
      '    cwd: ./web',
      '    dependsOn:',
      '      db: ready',
      '    restart: on-failure',
      '    stop: docker',
      '',
    ].join('\n'),
  )
})

test('secrets in arguments, stop commands, probes and addresses are masked, and named', () => {
  const draft: StackDraft = {
    name: 'shop',
    file: FILE,
    tasks: [
      {
        kind: 'process',
        name: 'db',
        command: 'mysql',
        args: ['-u', 'me', '-phunter2', '--token', 'hunter2', '--port=80'],
        stopPolicy: [{ send: { command: ['stop', '--password=hunter2'] }, patienceMs: 1_000 }],
        ready: { probe: { http: 'http://me:hunter2@localhost:80/health' }, everyMs: 1_000, timeoutMs: 2_000 },
      },
    ],
  }
  const { text: written, withheld } = exportStack(draft)
  expect(written).not.toContain('hunter2')
  expect(written).toContain('--port=80')
  expect(withheld).toEqual(expect.arrayContaining(['db.args.2', 'db.args.4', 'db.stopPolicy.0.send.command.1']))
  expect(withheld.some((name) => name.startsWith('db.ready'))).toBe(true)
  expect(exportStack(draft, { secrets: 'keep' }).text).toContain('-phunter2')
})
