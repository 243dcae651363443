import type { CommandName } from '@contract/channels'
import type { Answer } from '@contract/problem'
import type { Handlers } from './handlers'
import { reportError } from '../report-error'
import { problemOf } from './problem-error'
import { readRequest } from './requests'
import { distrust, type AskingEvent } from './trusted-frame'

export interface Door {
  readonly handlers: Handlers
  /** By the id of a window's web contents. */
  readonly isOurWindow: (contentsId: number) => boolean
  /** A page has taken a push; ticket 0 says that it has loaded and takes the first. */
  readonly taken: (contentsId: number, ticket: number) => void
}

/** Checks who asks, reads what is asked, asks it, and makes everything that can happen an `Answer`. */
export async function answer<Name extends CommandName>(
  door: Pick<Door, 'isOurWindow'> & { readonly handlers: Pick<Handlers, Name> },
  name: Name,
  event: AskingEvent,
  request: unknown,
): Promise<Answer<unknown>> {
  const suspicion = distrust(event, door.isOurWindow)
  if (suspicion !== undefined) return { ok: false, problem: { code: 'untrusted-sender', message: suspicion } }
  const reading = readRequest(name, request)
  if (!reading.ok) return { ok: false, problem: { code: 'bad-request', message: reading.message } }
  try {
    const handle = door.handlers[name] as (request: unknown) => unknown
    return { ok: true, value: await handle(reading.request) }
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'internal') reportError(`The command ${name} failed`, error)
    return { ok: false, problem }
  }
}
