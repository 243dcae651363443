import type { SignalName, StopStep } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import type { StatementOf } from '@contract/statement'
import { programOf } from '@vocabulary/command-line'
import type { LiveProcess } from './live-process'
import type { ProcessTable } from './process-table'

/** Programs that start another and pass on to it the signals that they get themselves: their documentation or source says so. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'bun',
  'bunx',
  'concurrently',
  'cross-env',
  'cross-env-shell',
  'dotenv',
  'dumb-init',
  'env-cmd',
  'node-dev',
  'nodemon',
  'npm',
  'npm-run-all',
  'npx',
  'pnpm',
  'pnpx',
  'run-p',
  'run-s',
  'tini',
  'ts-node-dev',
  'tsx',
  'yarn',
])
/** A shell passes nothing on by itself; one that has a handler may, with `kill` in its trap. */
const SHELL = /^(?:ba|da|z|k)?sh$/
const RUNTIME = /^(?:node|nodejs|bun|deno)$/

/** Both are in the group that a stop signals, and the first passes the signal on to the second. */
export interface SignalForwarding {
  readonly wrapper: LiveProcess
  readonly program: LiveProcess
  /** What the wrapper is called. */
  readonly name: string
  /** Only a shell: nobody sees what is in its trap. */
  readonly isGuess: boolean
}

type Looks = Pick<ProcessTable, 'dispositionsOf' | 'kernelViewOf'>

/**
 * Finds a wrapper that has a handler for the signal, and a child of it in the same group that has one too: that child gets the
 * signal from us and once more from its parent. Undefined where there is none, or the platform does not show it.
 */
export function forwardingIn(
  living: readonly LiveProcess[],
  signal: SignalName,
  table: Looks,
): SignalForwarding | undefined {
  const catches = ({ pid }: LiveProcess): boolean => table.dispositionsOf(pid)?.caught.has(signal) === true
  for (const wrapper of living) {
    const name = wrapperName(wrapper.command)
    if (name === undefined || !wrapper.inGroup || !catches(wrapper)) continue
    const program = living.find(
      (each) => each.inGroup && table.kernelViewOf(each.pid)?.parentPid === wrapper.pid && catches(each),
    )
    if (program) return { wrapper, program, name, isGuess: SHELL.test(name) }
  }
  return undefined
}

/** `node /app/node_modules/nodemon/bin/nodemon.js x` → `nodemon`; undefined for what is no wrapper. */
export function wrapperName(command: string): string | undefined {
  const words = command.split(' ')
  const program = programOf(command)
  // npm calls its process by what it runs: `npm run dev`.
  if (WRAPPERS.has(program) || SHELL.test(program)) return program
  if (!RUNTIME.test(program)) return undefined
  const script = words.slice(1).find((word) => !word.startsWith('-'))
  if (script === undefined) return undefined
  const [, installed] = /.*node_modules\/(?!\.)((?:@[^/]+\/)?[^/]+)\//.exec(script) ?? []
  const file = programOf(script)
    .replace(/\.[cm]?js$/, '')
    .replace(/-cli$/, '')
  return [installed, file].find((name) => name !== undefined && WRAPPERS.has(name))
}

/** What a stop would meet, and what to do. For the card, before. */
export function spokenForwarding({ name, program, wrapper, isGuess }: SignalForwarding, signal: SignalName): string {
  const passes = isGuess ? 'may pass' : 'passes'
  return `${name} ${passes} ${signal} on to ${programOf(program.command)}, which then gets it twice: a cleanup that quits at the second is cut.${remedy(wrapper)}`
}

/** What the first step of a stop did, for the receipt; undefined where nobody passes it on, or the leader alone is asked. */
export function forwardedBy(
  living: readonly LiveProcess[],
  { send }: StopStep,
  spec: TaskSpec,
  table: Looks,
): StatementOf<'signal-forwarded'> | undefined {
  if (spec.kind !== 'process' || spec.scope === 'leader' || typeof send !== 'string') return undefined
  if (send === 'terminate' || send === 'SIGKILL' || (send === 'ask' && spec.ipc)) return undefined
  const signal = send === 'ask' ? 'SIGTERM' : send
  const found = forwardingIn(living, signal, table)
  return found && forwardedStatement(found, signal)
}

function forwardedStatement(
  { name, program, wrapper, isGuess }: SignalForwarding,
  signal: SignalName,
): StatementOf<'signal-forwarded'> {
  const { pid, command } = program
  const leaderOnlyHelps = wrapper.foundBy === 'leader'
  return { code: 'signal-forwarded', wrapper: name, program: { pid, command }, signal, isGuess, leaderOnlyHelps }
}

function remedy({ foundBy }: LiveProcess): string {
  return foundBy === 'leader' ? ' Remedy: send the polite steps to the leader alone (scope: leader).' : ''
}
