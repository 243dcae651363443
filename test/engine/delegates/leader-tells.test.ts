import { describe, expect, it } from 'vitest'
import type { ProcessTaskSpec } from '@contract/task'
import { endsWithLeader } from '@engine/delegates/leader-tells'
import { delegationsOf } from '@engine/delegates/recognise'

/** Whether the exit code of the leader tells how the far command ended. */
function tells(far: string, spec: Pick<ProcessTaskSpec, 'command' | 'args' | 'shell'>, code: number | null): boolean {
  const [delegation] = delegationsOf(['sh', '-c', far])
  if (!delegation) throw new Error(`${far} hands nothing over`)
  const task = { kind: 'process', name: 'deploy', ...spec } as const
  return endsWithLeader(delegation, task, { code, signal: code === null ? 'SIGTERM' : null }) !== undefined
}

const line = (command: string) => ({ command, shell: true })

describe('an ssh whose exit code the leader tells', () => {
  it.each([
    ['ssh host true', { command: 'ssh', args: ['host', 'true'] }, 3],
    ['ssh host true', line('ssh host true'), 3],
    ['ssh host true', { command: 'sh', args: ['-ec', 'ssh host true'] }, 0],
    ['ssh host true', line('make && ssh host true && echo done'), 0],
    ["ssh host 'a; b && c'", line("make && ssh host 'a; b && c'"), 0],
  ])('%s, %j, exit code %i', (far, spec, code) => {
    expect(tells(far, spec, code)).toBe(true)
  })
})

describe('an ssh of which nobody can say how it ended', () => {
  it.each([
    ['an error of its own', 'ssh host true', line('ssh host true'), 255],
    ['a leader that was ended by a signal', 'ssh host true', line('ssh host true'), null],
    ['one of several, and not all left with 0', 'ssh host true', line('make && ssh host true'), 1],
    ['one whose failure is passed over', 'ssh host true', line('ssh host true; echo done'), 0],
    ['one whose failure is answered', 'ssh host true', line('ssh host true || true'), 0],
    ['one in the background', 'ssh host true', line('ssh host true & wait'), 0],
    ['one in a pipe', 'ssh host true', line('ssh host true | cat'), 0],
    ['one whose words are not known', 'ssh host true', line('ssh $HOST true && echo done'), 0],
    ['one that a script of the line runs', 'ssh host true', line('./deploy.sh && echo done'), 0],
    ['one that is negated', 'ssh host true', line('! ssh host true'), 0],
    ['one that goes to the background itself', 'ssh -f host true', line('ssh -f host true'), 0],
    [
      'a far command that leaves a job',
      "ssh host 'nohup server >log 2>&1 &'",
      line("ssh host 'nohup server >log 2>&1 &'"),
      0,
    ],
    ['a far command that starts a service', 'ssh host systemctl start web', line('ssh host systemctl start web'), 0],
  ])('%s', (_what, far, spec, code) => {
    expect(tells(far, spec, code)).toBe(false)
  })
})
