import type { Delegate } from '@contract/delegate'
import type { Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import { verbatim } from '@contract/statement'
import { ContainerDaemon } from './container-daemon'

/**
 * "Stop it": ends one delegate of a receipt through its daemon, by its own signal and its own time. Accepted means that it was
 * seen to be gone; `reason` then says how it ended.
 */
export async function stopDelegate(receipt: Receipt | undefined, delegateId: string): Promise<ControlAnswer> {
  const delegate = receipt?.delegates?.find(({ id }) => id === delegateId)
  if (delegate === undefined) {
    const reason = `delegateId: got "${delegateId}", expected one that the receipt of this run names.`
    return { accepted: false, code: 'unknown-run', reason: verbatim(reason) }
  }
  const daemon = daemonOf(delegate)
  if (delegate.state === 'gone')
    return { accepted: false, code: 'already-ended', reason: verbatim(`${delegate.name} had ended already.`) }
  if (daemon === undefined)
    return { accepted: false, code: 'not-offered', reason: verbatim(`Quiesce has no way to reach ${delegate.name}.`) }
  const asked = await daemon.stop(delegateId)
  if (!asked.ok && asked.status !== 404) return unresponsive(delegate, asked.problem)
  return seenGone(delegate, daemon)
}

/** Looks again at what an earlier look found: by its full id, which names one container for good. */
export async function lookAgain(delegate: Delegate): Promise<Delegate> {
  const daemon = daemonOf(delegate)
  if (daemon === undefined)
    return {
      ...delegate,
      state: 'unknown',
      evidence: 'Quiesce had ended before: whether the work has ended cannot be seen.',
    }
  const told = await daemon.inspect(delegate.id)
  if (!told.ok)
    return { ...delegate, state: 'unknown', evidence: `Whether it still runs is not known: ${told.problem}.` }
  const { value } = told
  if (value?.running === true) return { ...delegate, state: 'running', evidence: 'Its daemon says that it runs.' }
  if (value === undefined) return { ...delegate, state: 'gone', evidence: 'Its daemon says that it was removed.' }
  const exit = { code: value.exitCode, outOfMemory: value.outOfMemory }
  return { ...delegate, state: 'gone', exit, evidence: 'Its daemon says that it has ended.' }
}

/** A receipt may have been stored by anybody: only a local socket is asked, and only by a whole id. */
function daemonOf({ daemon, id }: Delegate): ContainerDaemon | undefined {
  const path = daemon === undefined ? undefined : /^unix:\/\/(\/.+)$/.exec(daemon)?.[1]
  return path !== undefined && /^[0-9a-f]{64}$/.test(id) ? new ContainerDaemon(path) : undefined
}

async function seenGone(delegate: Delegate, daemon: ContainerDaemon): Promise<ControlAnswer> {
  const told = await daemon.inspect(delegate.id)
  if (!told.ok) return unresponsive(delegate, told.problem)
  if (told.value?.running === true) return unresponsive(delegate, 'its daemon says that it still runs')
  if (told.value === undefined) return { accepted: true, reason: verbatim(`${delegate.name} is gone.`) }
  const killed = told.value.outOfMemory ? ', ended for want of memory' : ''
  return {
    accepted: true,
    reason: verbatim(`${delegate.name} has ended with exit code ${told.value.exitCode}${killed}.`),
  }
}

function unresponsive({ name }: Delegate, problem: string): ControlAnswer {
  return {
    accepted: false,
    code: 'unresponsive',
    reason: verbatim(`${name} was asked to stop; that it has is not known: ${problem}.`),
  }
}
