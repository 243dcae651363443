import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CommandName } from '@contract/channels'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import { answer } from '../../../src/main/ipc/answer'
import type { Handlers } from '../../../src/main/ipc/handlers'
import { InvalidTask } from '../../../src/main/ipc/problem-error'
import { requestSchemas } from '../../../src/main/ipc/requests'
import type { AskingEvent } from '../../../src/main/ipc/trusted-frame'
import { heapMegabytes, prototypes } from '../../support/steady-memory'

const NAMES = Object.keys(requestSchemas) as CommandName[]
const OURS = 7
const mainFrame = { url: 'app://main/' }
const TRUSTED: AskingEvent = { senderFrame: mainFrame, sender: { id: OURS, mainFrame } }
const HUGE = 'x'.repeat(1_000_000)

const problems: unknown[] = []
const note = (error: unknown): void => void problems.push(error)
beforeAll(() => {
  process.on('unhandledRejection', note)
  vi.spyOn(console, 'error').mockImplementation((error) => note(error))
})
afterAll(() => {
  process.off('unhandledRejection', note)
  vi.restoreAllMocks()
})

/** Every handler of the door, in one: what reaches it was read by the schema, or it says so. */
function watchedDoor(reached: (name: string, request: unknown) => void) {
  const handlers = new Proxy({} as Handlers, {
    get: (_, name) => (request: unknown) => {
      reached(String(name), request)
      if (name === 'saveTask' || name === 'checkTask') {
        const parsed = parseTaskSpec((request as { spec: unknown }).spec)
        if (!parsed.ok) throw new InvalidTask(parsed.issues)
      }
      return 'done'
    },
  })
  return { handlers, isOurWindow: (id: number) => id === OURS }
}

function deep(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'bottom'
  for (let level = 0; level < levels; level++) value = wrap(value)
  return value
}

function trap(): never {
  throw new Error('never touch me')
}

const around: Record<string, unknown> = {}
around['runId'] = around

const hostile: readonly unknown[] = [
  ...[NaN, Infinity, -0, 7n, Symbol('s'), () => 'run-1', null, undefined, '', HUGE, '\0', '\u{d800}', '__proto__'],
  ...[
    new Map([['runId', 'r']]),
    new Set(['r']),
    new Date(NaN),
    new Uint8Array(9),
    Array.from<string>({ length: 100_000 }),
    /x/g,
    Promise.resolve(),
  ],
  ...[
    around,
    Object.create(null) as object,
    Object.create({ runId: 'r' }) as object,
    Object.freeze({}),
    new Error('e'),
    new WeakMap<object, string>(),
  ],
  ...[deep(5_000, (spec) => ({ spec })), deep(5_000, (inner) => [inner])],
  JSON.parse('{"__proto__":{"polluted":true}}') as object,
  Object.defineProperty({}, 'runId', { enumerable: true, get: trap }),
  Object.defineProperty({}, 'spec', { enumerable: true, get: trap }),
  new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap, getOwnPropertyDescriptor: trap }),
  new Proxy({}, { getPrototypeOf: () => Object.prototype, ownKeys: () => ['runId', 'runId'] as string[] }),
  { toString: trap, valueOf: trap, toJSON: trap, [Symbol.toPrimitive]: trap },
]

const spec = { kind: 'process', name: 'web', command: 'true', args: ['-x'], env: { A: '1' }, cwd: '/srv' }
/** What a page may really send, one for each shape. */
const VALID: readonly unknown[] = [
  ...[
    undefined,
    { taskId: 'task-1' },
    { runId: 'run-1' },
    { name: 'web' },
    { demoId: 'ticker' },
    { previewId: 'p' },
    { questionId: 'q' },
  ],
  ...[
    { runId: 'run-1', control: 'stop', reason: 'enough' },
    { runId: 'run-1', text: 'x\n', closeInput: true },
  ],
  ...[
    { runId: 'run-1', size: { columns: 80, rows: 24 } },
    { runId: 'run-1', range: { fromByte: 0, maxBytes: 9 } },
  ],
  ...[{ spec }, { taskId: 'task-1', spec }, { spec: { kind: 'timer', name: 't', delayMs: 5, action: { log: 'x' } } }],
  ...[
    { path: '/srv/Procfile' },
    { address: 'http://127.0.0.1/' },
    { purpose: 'module' },
    { theme: 'dark' },
    { text: 'x' },
  ],
  ...[
    { types: ['line'], search: 'x' },
    { name: 'w', format: 'png', content: 'x' },
    { graceMs: 8_000, notify: false },
  ],
]

/** Made when it is sent: the generator itself looks into what it generates, and would go into the traps. */
type Make = () => unknown
const anything: fc.Arbitrary<Make> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.nat(hostile.length - 1).map(
      (index): Make =>
        () =>
          hostile[index],
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .anything({
        maxDepth: 3,
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withNullPrototype: true,
        withObjectString: true,
        withSparseArray: true,
        withTypedArray: true,
        withBoxedValues: true,
      })
      .map(
        (value): Make =>
          () =>
            value,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.jsonValue().map(
      (value): Make =>
        () =>
          value,
    ),
  },
)
const key = fc.constantFrom(
  ...[
    'runId',
    'taskId',
    'spec',
    'control',
    'reason',
    'size',
    'range',
    'name',
    'kind',
    'command',
    'env',
    'text',
    'path',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'then', 'length', '', '0', 'pid'],
)

type Mutation = (value: unknown) => unknown
/** One part of a valid request is taken away, put in, replaced, or wrapped: what is nearly right goes deepest. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  key.map(
    (name): Mutation =>
      (value) =>
        withoutKey(value, name),
  ),
  fc.tuple(key, anything).map(
    ([name, part]): Mutation =>
      (value) =>
        withKey(value, name, part()),
  ),
  fc.tuple(fc.nat(), anything).map(([which, part]): Mutation => (value) => {
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
    const name = names[which % Math.max(1, names.length)]
    return name === undefined ? part() : withKey(value, name, part())
  }),
  fc.tuple(fc.nat(), key, anything).map(([which, inner, part]): Mutation => (value) => {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
    const entry = entries[which % Math.max(1, entries.length)]
    return entry === undefined ? part() : withKey(value, entry[0], withKey(entry[1], inner, part()))
  }),
  fc.constantFrom<Mutation>(
    (value) => [value],
    (value) => ({ value }),
    (value) => Object.create(value as object | null) as unknown,
  ),
)

function withKey(value: unknown, name: string, part: unknown): unknown {
  const copy: object = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  // As JSON and structured clones do it: `__proto__` becomes a property, not the prototype.
  return Object.defineProperty(copy, name, { value: part, enumerable: true, configurable: true, writable: true })
}

function withoutKey(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))
}

/** Those of the valid requests that this command takes, so that what is nearly right comes near the right door. */
function fitting(name: CommandName): readonly unknown[] {
  const taken = VALID.filter((value) => requestSchemas[name].safeParse(value).success)
  return taken.length > 0 ? taken : VALID
}

const nearMiss = fc
  .constantFrom(...NAMES)
  .chain((name) =>
    fc
      .tuple(fc.constantFrom(...fitting(name)), fc.array(mutation, { maxLength: 3 }))
      .map(([value, mutations]): readonly [string, Make] => [name, () => changed(value, mutations)]),
  )

function changed(value: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce<unknown>((now, mutate) => {
    try {
      return mutate(now)
    } catch {
      // A trap went off while the request was made: it is hostile enough as it was.
      return now
    }
  }, value)
}

const channel = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<string>(...NAMES) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'quiesce:startTask', 'toString', '__proto__', 'constructor', 'evil', HUGE),
  },
)
const sender = fc.oneof(
  { weight: 9, arbitrary: fc.constant(TRUSTED) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<AskingEvent>(
      { senderFrame: null, sender: TRUSTED.sender },
      { senderFrame: { url: 'app://main/' }, sender: TRUSTED.sender },
      { senderFrame: mainFrame, sender: { id: 8, mainFrame } },
    ),
  },
)

it('10,000 hostile and nearly right requests: each gets an answer in bounded words, nothing unread gets behind the door, and nothing is left behind', async () => {
  const before = prototypes()
  let runs = 0
  let early = 0
  let behind = 0
  await fc.assert(
    fc.asyncProperty(sender, fc.oneof(nearMiss, nearMiss, fc.tuple(channel, anything)), async (event, [name, make]) => {
      const request = make()
      const reached: [string, unknown][] = []
      const door = watchedDoor((command, value) => reached.push([command, value]))
      const answered = await answer(door, name as CommandName, event, request)
      if (answered.ok) expect(answered.value).toBe('done')
      else {
        expect(answered.problem.code).toMatch(/^(?:bad-request|untrusted-sender|invalid-task)$/)
        expect(answered.problem.message.length).toBeGreaterThan(5)
        const ofTheName = name === HUGE ? HUGE.length : 0
        if (answered.problem.code !== 'invalid-task') {
          expect(answered.problem.message.length - ofTheName).toBeLessThan(2_200)
        }
      }
      if (event !== TRUSTED || !NAMES.includes(name as CommandName)) expect(reached).toEqual([])
      for (const [command, value] of reached) {
        behind += 1
        expect(command).toBe(name)
        // What was read reads again, as the same, and is no object of the sender's.
        const again = requestSchemas[name as CommandName].safeParse(value)
        expect(again.success).toBe(true)
        // `not.toBe` would compare them in depth for its message, and so touch what must not be touched.
        if (typeof value === 'object') expect(Object.is(value, request)).toBe(false)
      }
      if (++runs === 1_000) early = heapMegabytes()
    }),
    { numRuns: 10_000 },
  )
  expect(heapMegabytes() - early).toBeLessThan(30)
  expect(behind).toBeGreaterThan(1_000)
  expect(prototypes()).toEqual(before)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(problems).toEqual([])
}, 120_000)
