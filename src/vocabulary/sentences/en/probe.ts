import type { HttpSilence, ProbeStatements } from '@contract/statements/probe-statements'
import { spanText } from '../../durations'
import type { Words } from '../words'
import { holderText } from './wait'

export const probe: Words<ProbeStatements> = {
  'look-threw': ({ error }) => `The look itself failed: ${error}.`,
  'not-looked-at': 'It was not looked at.',
  'port-accepted': ({ port }) => `A connection to port ${port} was accepted.`,
  'port-silent': ({ port, afterMs }) => `Port ${port} did not answer within ${afterMs} ms.`,
  'port-refused': ({ port }) => `Nobody accepts connections on port ${port}.`,
  'address-answered': ({ address, status }) => `${address} answered with status ${status}.`,
  'address-led-away': ({ address, status, host }) =>
    `${address} answered with status ${status}, which leads to ${host} and is not followed.`,
  'address-redirects-on': ({ address, most }) => `${address} redirects more than ${most} times.`,
  'address-silent': ({ address, silence }) => `${address} ${silenceText(silence)}.`,
  'look-late': ({ command, to, afterMs }) =>
    to === 'start'
      ? `"${command}" was not started within ${afterMs} ms.`
      : `"${command}" did not end within ${afterMs} ms.`,
  'look-not-started': ({ command, problem }) => `"${command}" could not be started: ${problem}`,
  'look-ended': ({ command, exit }) => `"${command}" ended with ${exit.signal ?? `exit code ${exit.code ?? '?'}`}.`,
  'line-printed': ({ line }) => `It printed "${line}".`,
  'line-not-printed': ({ line }) => `It did not print "${line}".`,
  'ended-before-ready': 'It ended before it was ready.',
  'not-ready-in-time': ({ afterMs, last }, speak) => `It was not ready within ${spanText(afterMs)}. ${speak(last)}`,
  'was-unhealthy': ({ seen }, speak) => `It was unhealthy. ${speak(seen)}`,
  'listener-unseen': ({ where }) =>
    where === 'platform' ? 'Who listens there cannot be seen on this platform.' : 'Who listens there cannot be seen.',
  'port-of-stranger': ({ port, ...who }) => `Port ${port} is held by ${whose(who)}, which is not of this run.`,
  'port-served-by': (who) => `It is held by ${whose(who)}, which is not of the family of this run.`,
}

function whose({ holder, run }: ProbeStatements['port-served-by']): string {
  return run === undefined ? holderText(holder) : `the run ${run}: ${holderText(holder)}`
}

function silenceText(silence: HttpSilence): string {
  switch (silence.because) {
    case 'late':
      return `did not answer within ${silence.afterMs} ms`
    case 'given-up':
      return 'was not waited for any more'
    case 'not-http':
      return 'answered, but not in HTTP'
    case 'not-tls':
      return 'answered, but not in TLS'
    case 'closed':
      return 'closed the connection without an answer'
    case 'not-reached':
      return 'could not be reached'
  }
}
