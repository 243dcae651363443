import type { Delegate } from '@contract/delegate'
import type { Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/stop'

/** Ends one delegate of a receipt, where a daemon can be asked for it. */
export function stopDelegate(receipt: Receipt | undefined, delegateId: string): Promise<ControlAnswer> {
  const delegate = receipt?.delegates?.find(({ id }) => id === delegateId)
  if (delegate === undefined) {
    const reason = `delegateId: got "${delegateId}", expected one that the receipt of this run names.`
    return Promise.resolve({ accepted: false, code: 'unknown-run', reason })
  }
  return Promise.resolve(outOfReach(delegate))
}

function outOfReach({ name, state }: Delegate): ControlAnswer {
  return state === 'gone'
    ? { accepted: false, code: 'already-ended', reason: `${name} had ended already.` }
    : { accepted: false, code: 'not-offered', reason: `Quiesce has no way to reach ${name}.` }
}
