import fc from 'fast-check'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'

const process = { kind: 'process', name: 'web', command: 'node' }
const thread = { kind: 'thread', name: 't', workload: 'lab/ticker' }
const timer = { kind: 'timer', name: 'later', delayMs: 10, action: { log: 'timer: fired' } }

function messages(value: unknown): readonly string[] {
  const parsed = parseTaskSpec(value)
  return parsed.ok ? [] : parsed.issues.map((issue) => issue.message)
}

describe('a task that is right', () => {
  const right: readonly object[] = [
    process,
    thread,
    timer,
    {
      ...process,
      args: ['', '--flag', 'with space', 'ünï'],
      shell: false,
      cwd: '/srv/web',
      env: { PATH: '/bin', constructor: 'x', EMPTY: '' },
      stopPolicy: [
        { send: 'ask', patienceMs: 0 },
        { send: { stdin: 'quit\n' }, patienceMs: 1 },
        { send: { command: ['docker', 'stop', 'web'] }, patienceMs: 10 },
        { send: 'SIGTERM', patienceMs: 5000 },
        { send: 'terminate', patienceMs: 86_400_000 },
      ],
      scope: 'leader',
      ipc: true,
      removeTempFiles: false,
    },
    { ...process, cwd: 'C:\\work' },
    { ...thread, params: null },
    { ...thread, params: { list: [1, -0.5, 'x', { deep: [true, null] }] } },
    {
      ...thread,
      stopPolicy: [
        { send: 'ask', patienceMs: 300 },
        { send: 'terminate', patienceMs: 0 },
      ],
    },
    { ...thread, kind: 'future', executor: { name: 'lab', maxWorkers: 64 } },
    { ...thread, kind: 'generator', pullEveryMs: 1 },
    { ...thread, kind: 'coroutine' },
    { ...timer, delayMs: 2_147_483_647, repeat: true, action: { start: 'task-1' } },
    { ...timer, delayMs: 0 },
    { ...process, name: 'x'.repeat(120) },
  ]
  it.each(right)('is given back unchanged: %j', (value) => {
    expect(parseTaskSpec(value)).toStrictEqual({ ok: true, spec: value })
  })

  it('has no property where an optional one was undefined', () => {
    const parsed = parseTaskSpec({ ...process, cwd: undefined, env: undefined })
    expect(parsed).toStrictEqual({ ok: true, spec: process })
  })

  it('shares no object with what was given', () => {
    const args = ['a']
    const parsed = parseTaskSpec({ ...process, args })
    args.push('later')
    expect(parsed).toStrictEqual({ ok: true, spec: { ...process, args: ['a'] } })
  })

  it('may have params with the names that every object inherits', () => {
    const params = { constructor: 'mine', toString: [1] }
    expect(parseTaskSpec({ ...thread, params })).toEqual({ ok: true, spec: { ...thread, params } })
  })

  it('may come from another realm', () => {
    const foreign: unknown = runInNewContext(`({ kind: 'timer', name: 'later', delayMs: 10, action: { log: 'x' } })`)
    expect(parseTaskSpec(foreign).ok).toBe(true)
  })
})

describe('a task that is wrong is answered with a whole sentence', () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [undefined, 'task: got nothing, expected an object with kind, name and what the kind needs.'],
    [null, 'task: got null, expected an object with kind, name and what the kind needs.'],
    [[], 'task: got an empty list, expected an object with kind, name and what the kind needs.'],
    [new Map(), 'task: got an object of a class, expected an object with kind, name and what the kind needs.'],
    [{}, 'kind: got nothing, expected one of thread, process, future, coroutine, timer, generator.'],
    [
      { kind: 'daemon', name: 'x' },
      'kind: got "daemon", expected one of thread, process, future, coroutine, timer, generator.',
    ],
    [{ ...process, name: '' }, 'name: got "", expected 1 to 120 characters on one line, not only spaces.'],
    [{ ...process, name: 'a\nb' }, 'name: got "a\\nb", expected 1 to 120 characters on one line, not only spaces.'],
    [{ ...process, name: 7 }, 'name: got 7, expected 1 to 120 characters on one line, not only spaces.'],
    [
      { ...process, command: '' },
      'command: got "", expected the name or path of a program, or with shell a command line, without a NUL character.',
    ],
    [
      { ...process, command: 'a\0b' },
      'command: got "a\\u0000b", expected the name or path of a program, or with shell a command line, without a NUL character.',
    ],
    [
      { ...process, args: ['ok', 'a\0b'] },
      'args.1: got "a\\u0000b", expected text of at most 131071 characters without a NUL character.',
    ],
    [{ ...process, args: '-x' }, 'args: got "-x", expected a list of at most 4096 texts.'],
    [
      { ...process, args: Array.from({ length: 4097 }, () => 'x') },
      'args: got a list of 4097, expected a list of at most 4096 texts.',
    ],
    [
      { ...process, cwd: '~/web' },
      'cwd: got "~/web", expected the absolute path of a folder (a leading ~ is not expanded).',
    ],
    [{ ...process, shell: 'yes' }, 'shell: got "yes", expected true or false.'],
    [{ ...process, scope: 'all' }, 'scope: got "all", expected family or leader.'],
    [{ ...process, env: [] }, 'env: got an empty list, expected an object with one text for each variable.'],
    [
      { ...process, env: { 'A=B': 'x' } },
      'env.A=B: got the name "A=B", expected a name of at least one character without = or NUL.',
    ],
    [
      { ...process, env: { '': 'x' } },
      'env.: got the name "", expected a name of at least one character without = or NUL.',
    ],
    [{ ...process, env: { PORT: 80 } }, 'env.PORT: got 80, expected text without a NUL character.'],
    [
      { ...process, env: { TOKEN: 'secret\0value' } },
      'env.TOKEN: got text of 12 characters, expected text without a NUL character.',
    ],
    [{ ...process, stopPolicy: [] }, 'stopPolicy: got an empty list, expected a list of 1 to 20 steps.'],
    [
      { ...process, stopPolicy: [{ send: 'ask', patienceMs: -1 }] },
      'stopPolicy.0.patienceMs: got -1, expected a whole number from 0 to 86400000.',
    ],
    [
      { ...process, stopPolicy: [{ send: 'SIGNOPE', patienceMs: 1 }] },
      'stopPolicy.0.send: got "SIGNOPE", expected ask, terminate, a signal name such as SIGTERM, { stdin: text } or { command: [program, argument, …] }.',
    ],
    [
      { ...process, stopPolicy: [{ send: 'ask' }] },
      'stopPolicy.0.patienceMs: got nothing, expected a whole number from 0 to 86400000.',
    ],
    [
      { ...thread, stopPolicy: [{ send: 'SIGTERM', patienceMs: 1 }] },
      'stopPolicy.0.send: got "SIGTERM", expected ask or terminate (only a process task can be sent signals, text or commands).',
    ],
    [
      { ...thread, workload: '  ' },
      'workload: got "  ", expected a built-in name such as lab/ticker, or the path of a module.',
    ],
    [
      { ...thread, executor: { name: 'x', maxWorkers: 1 } },
      'executor: got an object, expected no property of that name in a thread task.',
    ],
    [{ ...timer, workload: 'x' }, 'workload: got "x", expected no property of that name in a timer task.'],
    [
      { ...thread, kind: 'future', executor: { name: 'x', maxWorkers: 0 } },
      'executor.maxWorkers: got 0, expected a whole number from 1 to 64.',
    ],
    [
      { ...thread, kind: 'future', executor: { name: 'x', maxWorkers: 1, queue: 2 } },
      'executor.queue: got 2, expected no property of that name in executor.',
    ],
    [
      { ...thread, kind: 'generator', pullEveryMs: 0 },
      'pullEveryMs: got 0, expected a whole number from 1 to 3600000.',
    ],
    [{ ...timer, delayMs: -5 }, 'delayMs: got -5, expected a whole number from 0 to 2147483647.'],
    [{ ...timer, delayMs: 2_147_483_648 }, 'delayMs: got 2147483648, expected a whole number from 0 to 2147483647.'],
    [{ ...timer, delayMs: 1.5 }, 'delayMs: got 1.5, expected a whole number from 0 to 2147483647.'],
    [{ ...timer, delayMs: '10' }, 'delayMs: got "10", expected a whole number from 0 to 2147483647.'],
    [
      { ...timer, delayMs: Number.NaN },
      'delayMs: got NaN (not a number), expected a whole number from 0 to 2147483647.',
    ],
    [
      { ...timer, action: { log: 'a', start: 'b' } },
      'action: got an object, expected either { log: one line of text } or { start: the id of a task }.',
    ],
    [{ ...timer, action: { log: '' } }, 'action.log: got "", expected one line of text of at most 10000 characters.'],
  ]
  it.each(wrong.map(([value, sentence]) => [sentence, value] as const))('%s', (sentence, value) => {
    expect(messages(value)).toContain(sentence)
  })

  it('with one issue for each field that is wrong, all at once', () => {
    const parsed = parseTaskSpec({ ...timer, name: '', delayMs: -5, repeat: 1, extra: true })
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.path).toSorted()).toEqual([
      'delayMs',
      'extra',
      'name',
      'repeat',
    ])
  })
})

describe('params that are not JSON', () => {
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['a function', { run: () => 1 }, 'params.run: got a function'],
    ['NaN', [1, Number.NaN], 'params.1: got NaN (not a number)'],
    ['Infinity', Number.POSITIVE_INFINITY, 'params: got Infinity'],
    ['undefined in a list', [undefined], 'params.0: got nothing'],
    ['a BigInt', { n: 1n }, 'params.n: got a BigInt'],
    ['a date', { at: new Date(0) }, 'params.at: got an object of a class'],
    ['a cycle', cycle, 'params.self: got a value that contains itself'],
    ['a __proto__ key', JSON.parse('{"__proto__":{"polluted":1}}'), 'params.__proto__: got a property of that name'],
  ]
  it.each(cases)('are refused, and the place is named: %s', (_, params, start) => {
    expect(messages({ ...thread, params })[0]?.slice(0, start.length)).toBe(start)
  })
})

describe('a hostile value', () => {
  it('cannot reach a prototype through any part', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"kind":"process","name":"x","command":"y","env":{"__proto__":"z"},"constructor":{"prototype":{"polluted":1}}}',
    )
    const paths = parseTaskSpec(hostile)
    expect(paths.ok ? [] : paths.issues.map((issue) => issue.path).toSorted()).toEqual([
      '__proto__',
      'constructor',
      'env.__proto__',
    ])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('cannot pass by inheriting its fields', () => {
    expect(parseTaskSpec(Object.create(process)).ok).toBe(false)
    class Spec {
      kind = 'process'
      name = 'x'
      command = 'y'
    }
    expect(parseTaskSpec(new Spec()).ok).toBe(false)
  })

  it('cannot change its answer after the check, because each property is read once', () => {
    let reads = 0
    const twoFaced = {
      ...process,
      get command() {
        reads += 1
        return reads === 1 ? 'node' : 7
      },
    }
    expect(parseTaskSpec(twoFaced)).toStrictEqual({ ok: true, spec: process })
    expect(reads).toBe(1)
  })

  const boom = () => {
    throw new Error('boom')
  }
  const cases: readonly (readonly [string, unknown])[] = [
    [
      'a getter that throws',
      {
        ...process,
        get args() {
          return boom()
        },
      },
    ],
    ['a proxy that throws', new Proxy({}, { ownKeys: boom, get: boom, getPrototypeOf: boom })],
    ['a revoked proxy', revoked()],
    ['a very long list', { ...process, args: Array.from({ length: 200_000 }, () => 'x') }],
    ['a list that claims a length', { ...process, args: new Array(4_294_967_295) }],
    ['very deep params', { ...thread, params: deep(5_000) }],
    ['a function', boom],
    ['a symbol', Symbol('x')],
  ]
  it.each(cases)('is refused and never throws: %s', (_, value) => {
    expect(parseTaskSpec(value).ok).toBe(false)
  })

  it('of any shape gets plain sentences without a word of the checking library', () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
      fc.record(
        {
          kind: fc.oneof(
            fc.constantFrom('process', 'thread', 'future', 'coroutine', 'generator', 'timer'),
            fc.anything(),
          ),
          name: fc.anything(),
          command: fc.anything(),
          args: fc.anything(),
          env: fc.anything(),
          cwd: fc.anything(),
          stopPolicy: fc.oneof(fc.array(fc.record({ send: fc.anything(), patienceMs: fc.anything() })), fc.anything()),
          workload: fc.anything(),
          params: fc.anything(),
          executor: fc.anything(),
          pullEveryMs: fc.anything(),
          delayMs: fc.anything(),
          action: fc.anything(),
        },
        { requiredKeys: ['kind'] },
      ),
    )
    fc.assert(
      fc.property(anything, (value) => {
        for (const message of messages(value)) {
          expect(message).toMatch(/: got [\s\S]+, expected [\s\S]+\.$/)
          expect(message).not.toMatch(
            /Invalid (input|option|key)|Unrecognized|Too (small|big)|expected (string|number)\b/,
          )
        }
      }),
      { numRuns: 300 },
    )
  })
})

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = { in: value }
  return value
}
