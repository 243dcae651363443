import type { Delegate } from '@contract/delegate'
import type { Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import type { Statement } from '@contract/statement'
import { ContainerDaemon } from './container-daemon'

/**
 * "Stop it": ends one delegate of a receipt through its daemon, by its own signal and its own time. Accepted means that it was
 * seen to be gone; `reason` then says how it ended.
 */
export async function stopDelegate(receipt: Receipt | undefined, delegateId: string): Promise<ControlAnswer> {
  const delegate = receipt?.delegates?.find(({ id }) => id === delegateId)
  if (delegate === undefined) {
    const reason = { code: 'not-in-receipt', field: 'delegateId', got: delegateId } as const
    return { accepted: false, code: 'unknown-run', reason }
  }
  const daemon = daemonOf(delegate)
  const { name } = delegate
  if (delegate.state === 'gone')
    return { accepted: false, code: 'already-ended', reason: { code: 'delegate-had-ended', name } }
  if (daemon === undefined)
    return { accepted: false, code: 'not-offered', reason: { code: 'delegate-out-of-reach', name } }
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
      evidence: { code: 'work-of-earlier-quiesce' },
    }
  const told = await daemon.inspect(delegate.id)
  if (!told.ok) return { ...delegate, state: 'unknown', evidence: { code: 'work-not-known', why: told.problem } }
  const { value } = told
  if (value?.running === true)
    return { ...delegate, state: 'running', evidence: { code: 'daemon-says', state: 'runs' } }
  if (value === undefined) return { ...delegate, state: 'gone', evidence: { code: 'daemon-says', state: 'removed' } }
  const exit = { code: value.exitCode, outOfMemory: value.outOfMemory }
  return { ...delegate, state: 'gone', exit, evidence: { code: 'daemon-says', state: 'ended' } }
}

/** A receipt may have been stored by anybody: only a local socket is asked, and only by a whole id. */
function daemonOf({ daemon, id }: Delegate): ContainerDaemon | undefined {
  const path = daemon === undefined ? undefined : /^unix:\/\/(\/.+)$/.exec(daemon)?.[1]
  return path !== undefined && /^[0-9a-f]{64}$/.test(id) ? new ContainerDaemon(path) : undefined
}

async function seenGone(delegate: Delegate, daemon: ContainerDaemon): Promise<ControlAnswer> {
  const told = await daemon.inspect(delegate.id)
  if (!told.ok) return unresponsive(delegate, told.problem)
  if (told.value?.running === true) return unresponsive(delegate, { code: 'daemon-says-still-runs' })
  if (told.value === undefined) return { accepted: true, reason: { code: 'delegate-is-gone', name: delegate.name } }
  const { exitCode, outOfMemory } = told.value
  return { accepted: true, reason: { code: 'delegate-has-exited', name: delegate.name, exitCode, outOfMemory } }
}

function unresponsive({ name }: Delegate, why: Statement): ControlAnswer {
  return { accepted: false, code: 'unresponsive', reason: { code: 'delegate-stop-not-known', name, why } }
}
