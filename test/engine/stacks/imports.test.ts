import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadStack, StackFileKind } from '@contract/stack'
import { readStackFile } from '@engine/stacks/read-stack-file'
import { recogniseStackFile } from '@engine/stacks/recognise-stack-file'

const FIXTURES = join(import.meta.dirname, '../../fixtures/stacks/imports')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-import-'))
  for (const name of ['process-compose.yaml', 'compose.yaml', 'package.json']) {
    copyFileSync(join(FIXTURES, name), join(folder, name))
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function imported(name: string): ReadStack {
  const answer = readStackFile(join(folder, name))
  if (!answer.ok) throw new Error(answer.issues.map(({ message }) => message).join('\n'))
  return answer
}
const why = (answer: ReadStack, what: string): string | undefined =>
  answer.leftOut.find((note) => note.what === what)?.why

test('a Procfile: ports counted as Foreman does, a shell only where one is needed, what is no entry left out', () => {
  writeFileSync(join(folder, '.env'), 'PORT=6000\n')
  writeFileSync(
    join(folder, 'Procfile'),
    '# comment\r\nweb: exec node web.js "a b"\nworker: sleep 1 && echo $PORT\n\nnot an entry\nglob: ls *.ts\n',
  )
  const answer = imported('Procfile')
  expect(answer.stack.tasks).toEqual([
    {
      kind: 'process',
      name: 'web',
      command: 'node',
      args: ['web.js', 'a b'],
      cwd: folder,
      env: { PORT: '6000', PS: 'web.1' },
      envFiles: ['.env'],
    },
    {
      kind: 'process',
      name: 'worker',
      command: 'sleep 1 && echo $PORT',
      shell: true,
      cwd: folder,
      env: { PORT: '6100', PS: 'worker.1' },
      envFiles: ['.env'],
    },
    {
      kind: 'process',
      name: 'glob',
      command: 'ls *.ts',
      shell: true,
      cwd: folder,
      env: { PORT: '6200', PS: 'glob.1' },
      envFiles: ['.env'],
    },
  ])
  expect(answer.leftOut).toMatchObject([{ what: 'line 5', line: 5 }])
  expect(answer.taken.find(({ what }) => what === 'web')?.line).toBe(2)
  rmSync(join(folder, '.env'))
})

test('a Procfile with two tasks of one name is refused, with the line of the second', () => {
  writeFileSync(join(folder, 'Procfile.twice'), 'web: a\napi: b\nweb: c\n')
  expect(readStackFile(join(folder, 'Procfile.twice'))).toMatchObject({
    ok: false,
    issues: [
      {
        line: 3,
        message: 'Procfile.twice:3:1: web: got "web" a second time (the first is in line 1), expected each name once.',
      },
    ],
  })
})

test('package.json: scripts run through npm, and what npm runs by itself is left out', () => {
  const answer = imported('package.json')
  expect(answer.stack).toEqual({
    name: 'shop',
    file: join(folder, 'package.json'),
    tasks: [
      { kind: 'process', name: 'dev', command: 'npm', args: ['run', 'dev'], cwd: folder },
      { kind: 'process', name: 'serve', command: 'npm', args: ['run', 'serve'], cwd: folder },
    ],
  })
  expect(why(answer, 'predev')).toBe('npm runs it by itself around dev.')
  expect(why(answer, 'postinstall')).toMatch(/installs/)
  expect(why(answer, 'prepare')).toMatch(/installs/)
  expect(answer.taken).toContainEqual({ what: 'serve', line: 6, why: 'It runs as npm run serve.' })
})

test('package.json: an error of JSON has its line and column', () => {
  writeFileSync(join(folder, 'package.json.bad'), '')
  const bad = mkdtempSync(join(tmpdir(), 'quiesce-json-'))
  writeFileSync(join(bad, 'package.json'), '{\n  "scripts": { "a": "b", }\n}\n')
  const answer = readStackFile(join(bad, 'package.json'))
  rmSync(bad, { recursive: true })
  expect(answer).toMatchObject({ ok: false, issues: [{ line: 2, column: 26, expected: 'correct JSON' }] })
})

test('process-compose: what both have is taken, the rest is named with its reason', () => {
  const answer = imported('process-compose.yaml')
  expect(answer.stack.tasks).toEqual([
    {
      kind: 'process',
      name: 'db',
      command: './db',
      args: ['--port', '5432'],
      cwd: folder,
      env: { SHARED: '1' },
      ready: {
        probe: { command: ['/bin/sh', '-c', 'test -e /tmp/db.sock && echo ok'] },
        everyMs: 2_000,
        timeoutMs: 63_000,
      },
      stopPolicy: [
        { send: 'SIGINT', patienceMs: 7_000 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
      scope: 'leader',
    },
    {
      kind: 'process',
      name: 'migrate',
      command: 'cd db && ./migrate $DATABASE',
      shell: true,
      cwd: folder,
      env: { SHARED: '2', DATABASE: 'shop' },
      dependsOn: [{ task: 'db', until: 'ready' }],
    },
    {
      kind: 'process',
      name: 'api',
      command: 'node',
      args: ['server.js'],
      cwd: folder,
      env: { SHARED: '1' },
      dependsOn: [{ task: 'migrate', until: 'completed' }],
      health: {
        probe: { http: 'http://127.0.0.1:3000/health' },
        everyMs: 5_000,
        timeoutMs: 1_000,
        misses: 3,
        then: 'restart',
      },
      restart: { when: 'on-failure', pauseMs: 2_000, maxPauseMs: 2_000, limit: 6 },
    },
  ])
  expect(why(answer, 'metrics')).toBe('It is disabled.')
  expect(why(answer, 'api.depends_on.metrics')).toBe('metrics itself was left out.')
  expect(why(answer, 'api.namespace')).toBe('A stack has no groups within it.')
  expect(why(answer, 'log_level')).toBe('Quiesce has no such setting.')
  expect(answer.leftOut.find(({ what }) => what === 'metrics')?.line).toBe(29)
})

test('compose: commands run on this machine, and each service says that its image does not', () => {
  const answer = imported('compose.yaml')
  expect(answer.stack.tasks).toEqual([
    {
      kind: 'process',
      name: 'api',
      command: 'node',
      args: ['server.js', '--mode=dev'],
      cwd: folder,
      env: { PORT: '3000' },
      dependsOn: [{ task: 'queue', until: 'ready' }],
      restart: { when: 'on-failure', limit: 4 },
      stopPolicy: [
        { send: 'SIGINT', patienceMs: 90_000 },
        { send: 'SIGKILL', patienceMs: 2_000 },
      ],
      scope: 'leader',
    },
    {
      kind: 'process',
      name: 'queue',
      command: 'sh',
      args: ['-c', 'exec ./queue $OPTIONS'],
      cwd: folder,
      ready: { probe: { command: ['/bin/sh', '-c', 'nc -z localhost 5672'] }, everyMs: 5_000 },
    },
  ])
  expect(why(answer, 'db')).toMatch(/no command: what it runs is written in its image/)
  expect(why(answer, 'api.image')).toMatch(/No container is made: node must be installed here, .* the image shop\/api/)
  expect(why(answer, 'api.ports')).toMatch(/8080:80/)
  expect(why(answer, 'api.environment.FROM_OUTSIDE')).toMatch(/no value/)
  expect(why(answer, 'api.depends_on.db')).toBe('db itself was left out.')
  expect(why(answer, 'queue.volumes')).toMatch(/Nothing is mounted/)
})

test('an import whose tasks go round in a circle is refused in the words of its file', () => {
  const cyclic = mkdtempSync(join(tmpdir(), 'quiesce-cycle-'))
  writeFileSync(
    join(cyclic, 'compose.yaml'),
    'services:\n  a: { command: a, depends_on: [b] }\n  b: { command: b, depends_on: [a] }\n',
  )
  const answer = readStackFile(join(cyclic, 'compose.yaml'))
  rmSync(cyclic, { recursive: true })
  expect(answer.ok ? [] : answer.issues.map(({ message }) => message)).toEqual([
    'compose.yaml:2:20: services.a.depends_on: got the cycle a -> b -> a, expected an order to start in.',
  ])
})

test('a file is recognised by its name, else by what is in it', () => {
  const cases: readonly (readonly [string, string, StackFileKind | undefined])[] = [
    ['quiesce.yaml', '', 'quiesce'],
    ['Procfile.dev', '', 'procfile'],
    ['package.json', '', 'package-scripts'],
    ['docker-compose.override.yml', '', 'compose'],
    ['process-compose.yml', '', 'process-compose'],
    ['a.yaml', 'version: 1\ntasks: {}', 'quiesce'],
    ['a.yaml', 'processes: {}', 'process-compose'],
    ['a.yaml', 'services: {}', 'compose'],
    ['a.json', '{ "scripts": {} }', 'package-scripts'],
    ['a', '# x\nweb: npm start\n', 'procfile'],
    ['a', 'hello', undefined],
    ['a', '['.repeat(50_000), undefined],
  ]
  for (const [name, text, kind] of cases)
    expect(recogniseStackFile(`/x/${name}`, text), `${name} ${text.slice(0, 20)}`).toBe(kind)
})

test('the time that a program gets to come up is taken from either tool', () => {
  const other = mkdtempSync(join(tmpdir(), 'quiesce-start-'))
  const probe = 'exec: { command: ./ok }, initial_delay_seconds: 90'
  const processes = `processes:\n  web: { command: ./web, readiness_probe: { ${probe} }, liveness_probe: { ${probe} } }\n`
  writeFileSync(join(other, 'process-compose.yaml'), processes)
  const healthcheck = 'test: [CMD, ./ok], interval: 5s, start_period: 1m30s'
  writeFileSync(join(other, 'compose.yaml'), `services:\n  web: { command: ./web, healthcheck: { ${healthcheck} } }\n`)
  const answers = ['process-compose.yaml', 'compose.yaml'].map((name) => readStackFile(join(other, name)))
  rmSync(other, { recursive: true })
  const tasks = answers.map((answer) => (answer.ok ? answer.stack.tasks[0] : answer.issues))
  expect(tasks).toEqual([
    expect.objectContaining({
      ready: { probe: { command: ['./ok'] }, everyMs: 10_000, timeoutMs: 150_000 },
      health: {
        probe: { command: ['./ok'] },
        everyMs: 10_000,
        timeoutMs: 1_000,
        misses: 3,
        startMs: 90_000,
        then: 'restart',
      },
    }),
    expect.objectContaining({ ready: { probe: { command: ['./ok'] }, everyMs: 5_000, timeoutMs: 150_000 } }),
  ])
  expect(answers.flatMap((answer) => (answer.ok ? answer.leftOut.map(({ what }) => what) : []))).not.toContainEqual(
    expect.stringMatching(/initial_delay|start_period/),
  )
})

test('process-compose: a task that goes to the background is followed by its family', () => {
  const other = mkdtempSync(join(tmpdir(), 'quiesce-daemon-'))
  const file = join(other, 'process-compose.yaml')
  writeFileSync(file, 'processes:\n  web: { command: nginx, is_daemon: true }\n  api: { command: node api.js }\n')
  const answer = readStackFile(file)
  rmSync(other, { recursive: true })
  if (!answer.ok) throw new Error(answer.issues.map(({ message }) => message).join('\n'))
  expect(answer.stack.tasks[0]).toMatchObject({ name: 'web', command: 'nginx', follow: 'family' })
  expect(answer.stack.tasks[1]).not.toHaveProperty('follow')
})
