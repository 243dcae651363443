import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReadStack, StackIssue } from '@contract/stack'
import { parseStackText, readStackFile } from '@engine/stacks/read-stack-file'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-stack-'))
  writeFileSync(join(folder, 'Procfile'), 'web: npm start\napi: node api.js --port 1\n')
  writeFileSync(join(folder, 'vars.env'), 'A=1\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (text: string) => parseStackText('quiesce', text, join(folder, 'quiesce.yaml'))
function good(text: string): ReadStack {
  const answer = read(text)
  if (!answer.ok) throw new Error(answer.issues.map(({ message }) => message).join('\n'))
  return answer
}
function bad(text: string): readonly StackIssue[] {
  const answer = read(text)
  return answer.ok ? [] : answer.issues
}
const messages = (text: string): readonly string[] => bad(text).map(({ message }) => message)
const tasks = (body: string): string => `version: 1\nname: shop\ntasks:\n${body}`

describe('what is wrong is told with line, column, what was got and what was expected', () => {
  const cases: readonly (readonly [name: string, text: string, message: string | RegExp])[] = [
    [
      'a port out of range',
      tasks('  web:\n    command: a\n    ready: { port: 70000 }\n'),
      'quiesce.yaml:6:20: tasks.web.ready.port: got 70000, expected a whole number from 1 to 65535.',
    ],
    [
      'a syntax error',
      tasks('  web: { command: a\n'),
      /^quiesce\.yaml:\d+:\d+: got YAML with an error \(.+\), expected correct YAML\.$/,
    ],
    ['a tab as indentation', 'version: 1\ntasks:\n\tweb: { command: a }\n', /^quiesce\.yaml:3:1: got /],
    [
      'two tasks of one name',
      tasks('  web: { command: a }\n  web: { command: b }\n'),
      'quiesce.yaml:5:3: tasks.web: got "web" a second time (the first is in line 4), expected each name once.',
    ],
    [
      'a key twice',
      'version: 1\nversion: 1\n',
      'quiesce.yaml:2:1: version: got "version" a second time (the first is in line 1), expected each name once.',
    ],
    [
      'an unknown name',
      tasks('  web:\n    comand: a\n'),
      'quiesce.yaml:5:5: tasks.web.comand: got the unknown name "comand", expected a known name (did you mean command?).',
    ],
    ['a name of another tool', tasks('  web:\n    command: a\n    depends_on: [web]\n'), /did you mean dependsOn\?/],
    [
      'an unknown name at the top',
      'version: 1\nprocesses: {}\n',
      /2:1: processes: got the unknown name "processes", expected a known name \(did you mean tasks\?\)/,
    ],
    [
      'an unknown name that is near to nothing',
      'version: 1\nxyzzy: 1\ntasks: { a: { command: a } }\n',
      /expected one of version, name, import, tasks/,
    ],
    [
      'a dependency on an unknown task',
      tasks('  web: { command: a, dependsOn: [api, db] }\n  api: { command: b }\n'),
      'quiesce.yaml:4:39: tasks.web.dependsOn.1: got "db", expected a task of this stack (web, api).',
    ],
    [
      'a dependency that is misspelled',
      tasks('  web: { command: a, dependsOn: { apii: ready } }\n  api: { command: b }\n'),
      /4:35: tasks\.web\.dependsOn\.apii: got "apii", expected a task of this stack \(did you mean api\?\)/,
    ],
    [
      'a cycle',
      tasks(
        '  a: { command: a, dependsOn: [b] }\n  b: { command: b, dependsOn: [c] }\n  c: { command: c, dependsOn: a }\n',
      ),
      'quiesce.yaml:4:20: tasks.a.dependsOn: got the cycle a -> b -> c -> a, expected an order to start in.',
    ],
    [
      'a task that depends on itself',
      tasks('  a: { command: a, dependsOn: a }\n'),
      /tasks\.a\.dependsOn: got "a", the task itself, expected another task/,
    ],
    [
      'a missing env file',
      tasks('  a:\n    command: a\n    envFiles: [vars.env, gone.env]\n'),
      /^quiesce\.yaml:6:26: tasks\.a\.envFiles\.1: got "gone\.env" \(there is no .*gone\.env\), expected a file that can be read\.$/,
    ],
    ['an env file that is a folder', tasks('  a: { command: a, envFiles: [.] }\n'), /it is a folder/],
    [
      'text for a number',
      tasks('  a: { command: a, ports: [http] }\n'),
      /tasks\.a\.ports\.0: got "http", expected a whole number from 1 to 65535/,
    ],
    [
      'a map for a command',
      tasks('  a: { command: { b: c } }\n'),
      /4:17: tasks\.a\.command: got an object, expected a command line such as npm run dev/,
    ],
    [
      'no command',
      tasks('  a: { cwd: . }\n'),
      'quiesce.yaml:4:3: tasks.a.command: got nothing, expected a command (no import brings a task of this name).',
    ],
    ['a task that is a list', tasks('  a: [b]\n'), /tasks\.a: got a list of 1, expected a map with command/],
    [
      'a kind that is not there',
      tasks('  a: { kind: daemon, command: a }\n'),
      /tasks\.a\.kind: got "daemon", expected one of thread, process, future/,
    ],
    [
      'a setting of another kind',
      tasks('  a: { kind: thread, workload: lab/ticker, ports: [1] }\n'),
      /the unknown name "ports"/,
    ],
    [
      'a version to come',
      'version: 2\ntasks: { a: { command: a } }\n',
      'quiesce.yaml:1:10: version: got 2, expected 1.',
    ],
    ['no version', 'tasks: { a: { command: a } }\n', /version: got nothing, expected 1/],
    ['no tasks', 'version: 1\n', /tasks: got no task, expected at least one task/],
    ['an empty file', '', 'quiesce.yaml:1:1: got an empty file, expected version: 1 and tasks.'],
    ['only a comment', '# nothing\n', /got an empty file/],
    ['a list as a file', '- a\n', /got a list of 1, expected a map with version and tasks/],
    ['a second document', 'version: 1\n---\nversion: 1\n', /^quiesce\.yaml:2:1: got a second document/],
    ['a tag', 'version: !!js/function 1\n', /got a tag \(/],
    ['an alias without an anchor', tasks('  a: *b\n'), /an alias|the alias/],
    ['an alias that holds itself', tasks('  a: &a { command: a, env: *a }\n'), /an alias that contains itself/],
    [
      'a shell operator without a shell',
      tasks('  a: { command: a && b }\n'),
      /tasks\.a\.command: got "&&" at character 3, which only a shell understands, expected .*shell: true/,
    ],
    [
      'a variable without a shell',
      tasks('  a: { command: "echo $HOME" }\n'),
      /got "\$HOME" at character 6, which only a shell understands/,
    ],
    [
      'a quote that is not closed',
      tasks(`  a: { command: 'echo "hi' }\n`),
      /got a double quote \("\) at character 6 that is not closed/,
    ],
    [
      'an assignment before the program',
      tasks('  a: { command: PORT=1 node a.js }\n'),
      /got PORT=… in front of the program, expected the variable under env/,
    ],
    [
      'a duration without a unit',
      tasks('  a: { command: a, stop: { steps: [{ send: SIGINT, patience: soon }] } }\n'),
      /tasks\.a\.stop\.steps\.0\.patience: got "soon", expected a duration such as 500ms/,
    ],
    [
      'a signal that is not there',
      tasks('  a: { command: a, stop: { steps: [{ send: SIGSTOPP, patience: 1s }] } }\n'),
      /tasks\.a\.stop\.steps\.0\.send: got "SIGSTOPP", expected ask, terminate, a signal/,
    ],
    [
      'a preset that is not there',
      tasks('  a: { command: a, stop: dokcer }\n'),
      /tasks\.a\.stop: got "dokcer", expected docker, systemd/,
    ],
    [
      'an address elsewhere',
      tasks('  a: { command: a, ready: { http: "http://example.com/" } }\n'),
      /tasks\.a\.ready\.http: got "http:\/\/example\.com\/", expected an http or https address on this machine/,
    ],
    ['a timer that does nothing', tasks('  a: { kind: timer, delay: 1s }\n'), /tasks\.a: got neither log nor start/],
    [
      'a timer that starts nobody',
      tasks('  a: { kind: timer, delay: 1s, start: b }\n'),
      /tasks\.a\.start: got "b", expected a task of this stack/,
    ],
    [
      'a variable without a value',
      tasks('  a: { command: a, env: { TOKEN: } }\n'),
      /tasks\.a\.env\.TOKEN: got nothing, expected a text/,
    ],
    [
      'an import that is not there',
      'version: 1\nimport: Procfile.dev\n',
      /2:9: import: got "Procfile\.dev", which cannot be taken/,
    ],
    ['an import of a stack file', 'version: 1\nimport: other.yaml\n', /a stack file, expected a Procfile/],
    [
      'a name that the import has not',
      'version: 1\nimport: { file: Procfile, only: [web, wep] }\n',
      /import\.only\.1: got "wep", expected a task of Procfile/,
    ],
  ]
  beforeAll(() => writeFileSync(join(folder, 'other.yaml'), 'version: 1\ntasks: { a: { command: a } }\n'))
  test.each(cases)('%s', (_, text, message) => {
    const found = messages(text)
    if (typeof message === 'string') expect(found[0]).toBe(message)
    else expect(found[0]).toMatch(message)
  })

  test('several mistakes are told at once', () => {
    const found = bad(tasks('  a: { command: ~, shell: 4 }\n  b: { comand: x }\n'))
    expect(found.map(({ line, path }) => [line, path])).toEqual([
      [4, 'tasks.a.command'],
      [4, 'tasks.a.shell'],
      [5, 'tasks.b.comand'],
    ])
  })

  test('the value of a variable never stands in a message', () => {
    const found = bad(
      tasks(
        '  a: { command: a, env: { TOKEN: [hunter2] }, envFiles: 3 }\n  b: { command: b, env: { X: "hunter2\\0" } }\n',
      ),
    )
    expect(found.length).toBeGreaterThan(1)
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })
})

describe('files that are no text are refused', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['over 1 MB', 'a'.repeat(1_048_577), /got a file of 1048577 bytes, expected at most 1048576 bytes/],
    ['with a NUL', 'version: 1\nname: a\0b\n', /^quiesce\.yaml:2:8: got a NUL character/],
    ['binary', Uint8Array.from([0x76, 0xff, 0xfe, 0x80]), /^quiesce\.yaml:1:2: got bytes that are not UTF-8/],
  ]
  test.each(cases)('%s', (_, bytes, message) => {
    const file = join(folder, 'quiesce.yaml')
    writeFileSync(file, bytes)
    const answer = readStackFile(file)
    expect(answer.ok ? '' : answer.issues[0]?.message).toMatch(message)
  })

  test('a folder, and a path where nothing is', () => {
    mkdirSync(join(folder, 'compose.yaml'), { recursive: true })
    expect(readStackFile(join(folder, 'compose.yaml'))).toMatchObject({
      ok: false,
      issues: [{ got: 'a folder' }],
    })
    expect(readStackFile(join(folder, 'none', 'quiesce.yaml'))).toMatchObject({
      ok: false,
      issues: [{ got: 'a path where no file is' }],
    })
  })

  test('aliases that multiply are refused before they fill the memory', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*l${level - 1}`)
          .join(', ')}]`,
    )
    const before = performance.now()
    expect(messages(`version: 1\n${levels.join('\n')}\n`)[0]).toMatch(
      /more than 100000 values once its aliases are followed/,
    )
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('brackets, braces and dashes without end are refused, and crash nothing', () => {
    for (const part of ['[', '{', '- ', '? ', '{a: ']) {
      expect(messages(part.repeat(50_000))[0]).toMatch(/nested too deeply, expected a stack file/)
    }
  })
})

describe('what is right is taken', () => {
  test('a command line is split as a shell would, without a shell', () => {
    const { stack } = good(tasks(`  web: { command: node -e "console.log('a b')" 'c d' e\\ f, cwd: . }\n`))
    expect(stack.tasks[0]).toEqual({
      kind: 'process',
      name: 'web',
      command: 'node',
      args: ['-e', "console.log('a b')", 'c d', 'e f'],
      cwd: folder,
    })
  })

  test('a variable is taken as it is written', () => {
    const { stack } = good(tasks('  web: { command: a, env: { VERSION: 1.10, MODE: 0o17, ON: true, WORD: no } }\n'))
    expect(stack.tasks[0]).toMatchObject({ env: { VERSION: '1.10', MODE: '0o17', ON: 'true', WORD: 'no' } })
  })

  test('a program may stay when Quiesce quits, and only true or false says so', () => {
    const { stack } = good(tasks('  web: { command: a, keepRunning: true }\n  api: { command: b }\n'))
    expect(stack.tasks[0]).toMatchObject({ name: 'web', keepRunning: true })
    expect(stack.tasks[1]).not.toHaveProperty('keepRunning')
    expect(messages(tasks('  web: { command: a, keepRunning: always }\n'))[0]).toMatch(
      /tasks\.web\.keepRunning: got "always", expected true or false/,
    )
  })

  test('anchors, aliases and merge keys are followed', () => {
    const { stack } = good(
      'version: 1\nname: s\ntasks:\n  a: &base { command: run, env: &env { A: 1 }, restart: always }\n  b: { <<: *base, command: other, env: { <<: *env, B: 2 } }\n',
    )
    expect(stack.tasks[1]).toMatchObject({
      name: 'b',
      command: 'other',
      env: { A: '1', B: '2' },
      restart: { when: 'always' },
    })
  })

  test('a dependency in a list waits until the other is ready if it can be, else until it is started', () => {
    const { stack } = good(
      tasks('  a: { command: a, ready: { port: 1 } }\n  b: { command: b }\n  c: { command: c, dependsOn: [a, b] }\n'),
    )
    expect(stack.tasks[2]).toMatchObject({
      dependsOn: [
        { task: 'a', until: 'ready' },
        { task: 'b', until: 'started' },
      ],
    })
  })

  test('names that differ only by case are a warning', () => {
    const { warnings } = good(tasks('  web: { command: a }\n  Web: { command: b }\n'))
    expect(warnings.map(({ message }) => message)).toEqual([
      'quiesce.yaml:5:3: tasks.Web: got "Web" beside "web", expected names that differ by more than case.',
    ])
  })

  test('every kind, and every setting', () => {
    const { stack } = good(
      tasks(
        [
          '  a: { command: "a | b", shell: true, stop: { preset: docker, scope: family }, restart: { when: on-failure, pause: 1.5s, limit: 3 } }',
          '  t: { kind: thread, workload: ./w.mjs, params: { n: [1, null] }, stop: { steps: [{ send: ask, patience: 2m }] } }',
          '  g: { kind: generator, workload: lab/generator, pullEvery: 250 }',
          '  f: { kind: future, workload: lab/job, executor: { name: pool, maxWorkers: 2 } }',
          '  later: { kind: timer, delay: 1h, start: a }',
          '  w: { command: [run, "a b"], watch: [src], health: { command: "curl -f x", every: 5s, misses: 2, then: tell } }',
        ].join('\n'),
      ),
    )
    expect(stack.tasks).toMatchObject([
      {
        command: 'a | b',
        shell: true,
        scope: 'family',
        stopPolicy: [{ send: 'SIGTERM', patienceMs: 10_000 }, {}],
        restart: { pauseMs: 1_500 },
      },
      { workload: join(folder, 'w.mjs'), params: { n: [1, null] }, stopPolicy: [{ send: 'ask', patienceMs: 120_000 }] },
      { pullEveryMs: 250 },
      { executor: { maxWorkers: 2 } },
      { delayMs: 3_600_000, action: { startTask: 'a' } },
      {
        command: 'run',
        args: ['a b'],
        watch: { paths: ['src'] },
        health: { probe: { command: ['curl', '-f', 'x'] }, everyMs: 5_000, then: 'tell' },
      },
    ])
  })

  test('an import is the ground, and a task of the same name is laid over it', () => {
    const { stack, taken } = good(
      'version: 1\nimport: Procfile\ntasks:\n  api: { dependsOn: web, env: { X: y } }\n  web: { command: other }\n  more: { command: m }\n',
    )
    expect(stack.tasks).toMatchObject([
      { name: 'web', command: 'other', env: { PORT: '5000' } },
      {
        name: 'api',
        command: 'node',
        args: ['api.js', '--port', '1'],
        env: { PORT: '5100', X: 'y' },
        dependsOn: [{ task: 'web', until: 'started' }],
      },
      { name: 'more', command: 'm' },
    ])
    expect(stack.tasks[0]).not.toHaveProperty('args')
    expect(taken.length).toBeGreaterThan(0)
  })

  test('of an import only what is named', () => {
    const { stack, leftOut } = good('version: 1\nimport: { file: Procfile, only: [api] }\n')
    expect(stack.tasks.map(({ name }) => name)).toEqual(['api'])
    expect(leftOut).toContainEqual({ what: 'web', why: 'It is not among the names under only.' })
  })
})
