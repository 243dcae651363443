import type { Kind, Control } from '@contract/kind'
import type { SignalName, StopPolicy } from '@contract/stop'
import { BY_FORCE, standardLadder } from '@vocabulary/defaults'

/** The ladder for one control of one kind, where the task does not bring its own. */
export function policyFor(kind: Kind, control: Control, own: StopPolicy | undefined): StopPolicy {
  if (control === 'terminate') return BY_FORCE
  if (own && own.length > 0) return own
  return standardLadder(kind)
}

/** The first signal that a policy sends; SIGTERM where it begins with something else. */
export function politeSignal(policy: StopPolicy): SignalName {
  for (const { send } of policy) if (typeof send === 'string' && send !== 'ask' && send !== 'terminate') return send
  return 'SIGTERM'
}

/** From the step at `index` until force follows, in whole seconds: what a daemon is told to wait. -1 where no force follows. */
export function graceSeconds(policy: StopPolicy, index: number): number {
  const rest = policy.slice(index)
  const force = rest.findIndex(({ send }) => send === 'SIGKILL' || send === 'terminate')
  if (force < 0) return -1
  return Math.ceil(rest.slice(0, force).reduce((sum, { patienceMs }) => sum + patienceMs, 0) / 1_000)
}
