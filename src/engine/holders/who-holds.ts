import type { Holder, HolderReport, Hop } from '@contract/holders'
import type { SignalName } from '@contract/stop'
import { defined } from '@tools/defined'
import { programOf } from '@vocabulary/command-line'
import { fateOf } from '../processes/fate'
import { forwardingIn, spokenForwarding } from '../processes/signal-forwarding'
import type { ProcessTable } from '../processes/process-table'
import type { LiveProcess } from '../processes/live-process'
import type { Run } from '../runs/run'
import { policyFor, politeSignal } from '../stop/standard-policies'

const SHELL = /^(?:ba|da|z|k)?sh$/

/** Each living process of a run's family, the way a signal takes through it, and what to do. */
export async function whoHolds(run: Run, table: ProcessTable): Promise<HolderReport> {
  const living = (await run.body?.familyOf?.look()) ?? (await run.body?.family?.())?.living ?? []
  const { spec, kind } = run.task
  const own = 'stopPolicy' in spec ? spec.stopPolicy : undefined
  const signal = politeSignal(policyFor(kind, 'stop', own))
  const holders = living.map((member) => holderOf(member, signal, table))
  const route = routeOf(holders, run.pid)
  const { draft, output } = run
  return {
    signal,
    holders,
    route,
    remedy: remedyFor(run, holders, route, signal) + twiceFor(run, living, signal, table),
    ...defined({ lastLine: output.lastLine, refusal: draft.refusal }),
  }
}

function holderOf({ pid, command }: LiveProcess, signal: SignalName, table: ProcessTable): Holder {
  const dispositions = table.dispositionsOf(pid)
  const view = table.kernelViewOf(pid)
  return {
    pid,
    parentPid: view?.parentPid ?? 0,
    command,
    state: view?.state ?? 'not visible',
    elapsedMs: view?.elapsedMs ?? 0,
    ...defined({ waitsFor: view?.waitsFor }),
    ports: (table.listeningPortsOf([pid]) ?? []).map(({ port }) => port),
    ignores: [...(dispositions?.ignored ?? [])],
    catches: [...(dispositions?.caught ?? [])],
    blocks: [...(dispositions?.blocked ?? [])],
    fate: fateOf(signal, dispositions),
  }
}

/** From the leader down the first child of each: npm, sh, node. What is not below the leader any more stands at the end. */
function routeOf(holders: readonly Holder[], leader: number | undefined): readonly Hop[] {
  const hops: Hop[] = []
  let at = holders.find(({ pid }) => pid === leader)
  while (at) {
    const { pid, command, fate } = at
    const child = holders.find((other) => other.parentPid === pid && !hops.some((hop) => hop.pid === other.pid))
    const deaf = fate === 'ignored' || fate === 'blocked' || fate === 'uninterruptible'
    // A shell without a trap dies and tells its child nothing: a signal to it alone ends there.
    const silentShell = SHELL.test(programOf(command)) && fate === 'ended' && child !== undefined
    hops.push({ pid, command, fate, stopsHere: deaf || silentShell })
    at = child
  }
  return hops
}

function remedyFor(run: Run, holders: readonly Holder[], route: readonly Hop[], signal: SignalName): string {
  if (holders.length === 0) return 'Nothing of it is alive.'
  const stopped = holders.find(({ fate }) => fate === 'uninterruptible')
  if (stopped) {
    return `${programOf(stopped.command)} (process ${stopped.pid}) waits inside the kernel, often for a disk or a network share: it goes when that answers.`
  }
  const deaf = holders.filter(({ fate }) => fate === 'ignored' || fate === 'blocked')
  if (deaf.length > 0) {
    const names = deaf.map(({ command, pid }) => `${programOf(command)} (process ${pid})`).join(', ')
    return `${names} will not react to ${signal}. Let the stop policy begin with a signal that it takes, shorten its patience, or terminate.`
  }
  const shell = route.find((hop) => hop.stopsHere)
  if (shell && run.task.spec.kind === 'process' && run.task.spec.scope === 'leader') {
    return `${programOf(shell.command)} does not pass ${signal} on. Set the scope of the task to family, or start the command with exec.`
  }
  if (run.draft.handled || run.state.phase === 'stuck' || run.state.phase === 'stopping') {
    return `It has a handler for ${signal} and is still at it. Give it more patience, look at its last line of output, or terminate.`
  }
  return `A stop sends ${signal} to each of them itself: nobody has to pass it on.`
}

/** Somebody passes it on: then it comes twice, unless the leader alone is asked. */
function twiceFor(
  { task: { spec } }: Run,
  living: readonly LiveProcess[],
  signal: SignalName,
  table: ProcessTable,
): string {
  const found = spec.kind === 'process' && spec.scope !== 'leader' ? forwardingIn(living, signal, table) : undefined
  return found ? ` ${spokenForwarding(found, signal)}` : ''
}
