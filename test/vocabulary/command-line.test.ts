import { execFileSync } from 'node:child_process'
import type { ProcessTaskSpec } from '@contract/task'
import { expect, it } from 'vitest'
import { commandLineOf, joinWords, programOf, wordsToRun } from '@vocabulary/command-line'

const task = (more: Omit<ProcessTaskSpec, 'kind' | 'name'>): ProcessTaskSpec => ({
  kind: 'process',
  name: 'x',
  ...more,
})

it.each([
  [task({ command: 'node', args: ['a b.js', "it's"] }), `node 'a b.js' 'it'\\''s'`],
  [task({ command: 'npm run build && ls', shell: true }), `/bin/zsh -c 'npm run build && ls'`],
  [task({ command: 'echo $1', args: ['a b'], shell: true }), `/bin/zsh -c 'echo $1' sh 'a b'`],
  [task({ command: 'A=1', args: ['B=1'] }), `'A=1' B=1`],
  [task({ command: 'psql', args: ['--password', 'hunter2'] }), `psql --password '***'`],
])('a command line names the shell of the settings, and quotes once', (spec, line) => {
  expect(commandLineOf(spec, '/bin/zsh')).toBe(line)
})

it('while no shell is chosen, a line for one is told as it was typed, with its arguments', () => {
  expect(commandLineOf(task({ command: 'a | b', shell: true }))).toBe('a | b')
  expect(commandLineOf(task({ command: 'echo $1', args: ['a b'], shell: true }))).toBe("echo $1 ($1: 'a b')")
  expect(commandLineOf({ kind: 'thread', name: 't', workload: 'lab/ticker' })).toBe('lab/ticker')
})

it.each([
  task({ command: 'printf', args: ['%s.', 'a b', "it's", '$HOME', '', '*', '\\', 'x\ny'] }),
  task({ command: 'printf "%s." "$0" "$@"', args: ['a b', "it's", '$HOME', ''], shell: true }),
])('a shell that is given the line does what is run', (spec) => {
  const [file = '', ...args] = wordsToRun(spec, '/bin/sh')
  const line = commandLineOf(spec, '/bin/sh') ?? ''
  expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(
    execFileSync(file, args, { encoding: 'utf8' }),
  )
})

it('an empty word is quoted, and a program is named without its folder', () => {
  expect(joinWords(['a', ''])).toBe("a ''")
  expect(programOf('/usr/bin/node server.js')).toBe('node')
  expect(programOf(' node  x')).toBe('node')
})
