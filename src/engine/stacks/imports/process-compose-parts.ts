import { constants } from 'node:os'
import type { Probe } from '@contract/life'
import { SIGNALS, type SignalName, type StopMessage } from '@contract/stop'
import type { ProcessTaskSpec } from '@contract/task'
import { READY_DEFAULTS, AFTER_FORCE_MS } from '@vocabulary/defaults'
import type { Fields } from './fields'
import type { ImportDraft } from './import-draft'
import { shellWords } from './shell-line'

/** process-compose: every 10 s, one second for a look, three misses. */
const EVERY_S = 10
const LOOK_S = 1
const MISSES = 3
const SHUTDOWN_S = 10
/** A day: together with the wait for a task to be ready it is a time that a task may have. */
const LONGEST_START_MS = 86_400_000
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|0\.0\.0\.0)$/

export function readyOf(fields: Fields, draft: ImportDraft): Pick<ProcessTaskSpec, 'ready'> {
  const probe = probeOf(fields, 'readiness_probe', draft)
  const line = fields.text('ready_log_line')
  if (!probe) return line === undefined ? {} : { ready: { probe: { line } } }
  if (line !== undefined)
    draft.leaveOut([...fields.path, 'ready_log_line'], 'The readiness probe decides; a task has one.')
  const { everyMs, rest } = probe
  const startMs = startOf(rest)
  rest.leaveOut('timeout_seconds', 'One look has no limit of its own; the whole wait has (1 minute).')
  rest.leaveOut(
    'failure_threshold',
    'It is waited for until it is ready, for a minute at most after its initial delay.',
  )
  rest.leaveOutRest(PROBE_REASONS)
  return { ready: { probe: probe.probe, everyMs, ...(startMs && { timeoutMs: READY_DEFAULTS.timeoutMs + startMs }) } }
}

export function healthOf(fields: Fields, draft: ImportDraft): Pick<ProcessTaskSpec, 'health'> {
  const probe = probeOf(fields, 'liveness_probe', draft)
  if (!probe || 'line' in probe.probe) return {}
  const timeoutMs = Math.max(1, probe.rest.number('timeout_seconds') ?? LOOK_S) * 1_000
  const misses = Math.max(1, probe.rest.number('failure_threshold') ?? MISSES)
  const startMs = startOf(probe.rest)
  probe.rest.leaveOutRest(PROBE_REASONS)
  const start = startMs === undefined ? {} : { startMs }
  return { health: { probe: probe.probe, everyMs: probe.everyMs, timeoutMs, misses, ...start, then: 'restart' } }
}

/** Nothing is asked there before this. Here it is asked at once, and a miss does not count before this. */
function startOf(rest: Fields): number | undefined {
  const seconds = rest.number('initial_delay_seconds')
  return seconds === undefined ? undefined : Math.min(seconds * 1_000, LONGEST_START_MS)
}

const PROBE_REASONS: Readonly<Record<string, string>> = {
  success_threshold: 'One success is enough.',
}

function probeOf(fields: Fields, name: string, draft: ImportDraft) {
  const rest = fields.map(name)
  if (!rest) return undefined
  const http = rest.map('http_get')
  const exec = rest.map('exec')
  const probe: Probe | undefined = http ? addressOf(http, draft) : commandOf(exec)
  const everyMs = Math.max(1, rest.number('period_seconds') ?? EVERY_S) * 1_000
  if (!probe) {
    draft.leaveOut([...fields.path, name], 'It has no http_get of this machine and no exec with a command.')
    return undefined
  }
  return { probe, everyMs, rest }
}

function addressOf(http: Fields, draft: ImportDraft): Probe | undefined {
  const host = http.text('host') ?? '127.0.0.1'
  const port = http.number('port') ?? http.number('num_port')
  const scheme = http.text('scheme') ?? 'http'
  const path = http.text('path') ?? '/'
  http.leaveOutRest()
  if (!LOCAL_HOST.test(host)) {
    draft.leaveOut([...http.path, 'host'], `Only this machine is asked whether it is ready, not ${host}.`)
    return undefined
  }
  const named = host === '::1' ? '[::1]' : host === '0.0.0.0' ? '127.0.0.1' : host
  return {
    http: `${scheme}://${named}${port === undefined ? '' : `:${port}`}${path.startsWith('/') ? '' : '/'}${path}`,
  }
}

function commandOf(exec: Fields | undefined): Probe | undefined {
  const line = exec?.text('command')
  exec?.leaveOutRest({ working_dir: 'It runs in the working folder of its task.' })
  return line === undefined ? undefined : { command: shellWords(line) }
}

/** The most that a restart policy takes. */
const MOST_STARTS = 10_000

export function restartOf(fields: Fields, draft: ImportDraft): Pick<ProcessTaskSpec, 'restart'> {
  const availability = fields.map('availability')
  if (!availability) return {}
  const how = availability.word('restart') ?? 'no'
  const pause = availability.number('backoff_seconds')
  const limit = availability.number('max_restarts')
  availability.leaveOutRest({
    exit_on_end: 'The end of one task does not end the others.',
    exit_on_skipped: 'The end of one task does not end the others.',
  })
  if (how === 'exit_on_failure') {
    draft.leaveOut(
      [...availability.path, 'restart'],
      'The failure of one task does not end the others; it is not restarted.',
    )
  }
  if (how !== 'always' && how !== 'on_failure') return {}
  const pauses = pause === undefined || pause < 1 ? {} : { pauseMs: pause * 1_000, maxPauseMs: pause * 1_000 }
  // There the first start is not counted, and 0 means without end; Quiesce always gives up at last.
  const most = { limit: limit === undefined || limit < 1 ? MOST_STARTS : Math.min(limit + 1, MOST_STARTS) }
  return { restart: { when: how === 'always' ? 'always' : 'on-failure', ...pauses, ...most } }
}

export function stopOf(fields: Fields): Pick<ProcessTaskSpec, 'stopPolicy' | 'scope'> {
  const shutdown = fields.map('shutdown')
  if (!shutdown) return {}
  const command = shutdown.text('command')
  const number = shutdown.number('signal')
  const patienceMs = Math.max(1, shutdown.number('timeout_seconds') ?? SHUTDOWN_S) * 1_000
  const leaderOnly = shutdown.flag('parent_only')
  shutdown.leaveOutRest()
  const send: StopMessage = command === undefined ? signalOf(number) : { command: shellWords(command) }
  return {
    stopPolicy: [
      { send, patienceMs },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    ...(leaderOnly ? { scope: 'leader' as const } : {}),
  }
}

function signalOf(number: number | undefined): SignalName {
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
  return SIGNALS.find((signal) => signal === name) ?? 'SIGTERM'
}
