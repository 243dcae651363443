import type { Probe } from '@contract/life'
import { SIGNALS } from '@contract/stop'
import type { ProcessTaskSpec } from '@contract/task'
import { splitWords } from '@vocabulary/command-line'
import { READY_DEFAULTS } from '@vocabulary/defaults'
import { STOP_PRESETS } from '@vocabulary/stop-presets'
import type { Fields } from './fields'
import type { ImportDraft } from './import-draft'

type Fill = (text: string) => string | undefined
type Words = { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly why: string }

/** A day: together with the wait for a task to be ready it is a time that a task may have. */
const LONGEST_START_MS = 86_400_000

/** Entrypoint and command, one after the other, as the container would get them. */
export function composeCommand(fields: Fields, fill: Fill): Words {
  const parts = [wordsOf(fields.raw('entrypoint'), fill), wordsOf(fields.raw('command'), fill)]
  const words: string[] = []
  for (const part of parts) {
    if (!part.ok) return part
    words.push(...part.words)
  }
  if (words.length > 0) return { ok: true, words }
  return { ok: false, why: 'It has no command: what it runs is written in its image, and images are not run.' }
}

function wordsOf(value: unknown, fill: Fill): Words {
  if (value === undefined) return { ok: true, words: [] }
  const isList = Array.isArray(value)
  const given: readonly unknown[] = isList ? value : [value]
  const words: string[] = []
  for (const item of given) {
    if (typeof item !== 'string' && typeof item !== 'number')
      return { ok: false, why: 'Its command is not a text or a list of texts.' }
    const filled = fill(String(item))
    if (filled === undefined)
      return { ok: false, why: `Its command needs a variable that is not in the .env beside the file: ${item}` }
    if (isList) words.push(filled)
    else {
      const split = splitWords(filled, 'text')
      if (!split.ok) return { ok: false, why: `Its command has ${split.got}.` }
      words.push(...split.words)
    }
  }
  return { ok: true, words }
}

export function composeEnvFiles(fields: Fields, fill: Fill, draft: ImportDraft): readonly string[] {
  const value = fields.raw('env_file')
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return items.flatMap((item) => {
    const path = typeof item === 'string' ? item : textAt(item, 'path')
    const filled = path === undefined ? undefined : fill(path)
    if (filled === undefined)
      draft.leaveOut([...fields.path, 'env_file'], 'One of its files has no path that can be told here.')
    return filled === undefined ? [] : [filled]
  })
}

/** A health check there says when a service counts as healthy; nothing is restarted for it. So it is our readiness. */
export function composeReady(fields: Fields, fill: Fill, draft: ImportDraft): Pick<ProcessTaskSpec, 'ready'> {
  const check = fields.map('healthcheck')
  if (!check) return {}
  const probe = check.flag('disable') ? undefined : probeOf(check.raw('test'), fill)
  const every = composeMs(check.raw('interval'))
  const startMs = Math.min(composeMs(check.raw('start_period')) ?? 0, LONGEST_START_MS)
  const reason = 'It is waited for until it is ready, for a minute at most after its start period.'
  check.leaveOutRest({ timeout: reason, retries: reason, start_interval: reason })
  if (!probe) {
    draft.leaveOut(check.path, 'It has no test that can run here.')
    return {}
  }
  draft.take(check.path, 'It says when the task counts as ready; it runs on this machine.')
  const everyMs = every === undefined ? {} : { everyMs: Math.max(10, every) }
  return { ready: { probe, ...everyMs, ...(startMs > 0 && { timeoutMs: READY_DEFAULTS.timeoutMs + startMs }) } }
}

function probeOf(test: unknown, fill: Fill): Probe | undefined {
  const given: readonly unknown[] = typeof test === 'string' ? ['CMD-SHELL', test] : Array.isArray(test) ? test : []
  const words = given.map((word) => (typeof word === 'string' ? fill(word) : undefined))
  const [how, ...rest] = words
  const command = rest.filter((word) => word !== undefined)
  if (command.length === 0 || command.length < rest.length) return undefined
  if (how === 'CMD') return { command }
  return how === 'CMD-SHELL' ? { command: ['/bin/sh', '-c', command.join(' ')] } : undefined
}

/** The most that a restart policy takes. */
const MOST_STARTS = 10_000

export function composeRestart(fields: Fields): Pick<ProcessTaskSpec, 'restart'> {
  const how = fields.word('restart') ?? 'no'
  if (how === 'always' || how === 'unless-stopped') return { restart: { when: 'always', limit: MOST_STARTS } }
  const [, limit] = /^on-failure(?::(\d+))?$/.exec(how) ?? []
  if (!how.startsWith('on-failure')) return {}
  // There the first start is not counted, and no number or 0 means without end; Quiesce always gives up at last.
  const restarts = Number(limit ?? 0)
  return { restart: { when: 'on-failure', limit: restarts < 1 ? MOST_STARTS : Math.min(restarts + 1, MOST_STARTS) } }
}

export function composeStop(fields: Fields, draft: ImportDraft): Pick<ProcessTaskSpec, 'stopPolicy' | 'scope'> {
  const signal = fields.text('stop_signal')
  const grace = composeMs(fields.raw('stop_grace_period'))
  if (signal === undefined && grace === undefined) return {}
  const named = signal === undefined ? 'SIGTERM' : signal.startsWith('SIG') ? signal : `SIG${signal}`
  const known = SIGNALS.find((each) => each === named)
  if (!known)
    draft.leaveOut([...fields.path, 'stop_signal'], `${named} is no signal that can be sent by name; SIGTERM is.`)
  const [polite, force] = STOP_PRESETS.docker.policy
  return {
    stopPolicy: [
      { send: known ?? 'SIGTERM', patienceMs: grace ?? polite?.patienceMs ?? 10_000 },
      ...(force ? [force] : []),
    ],
    scope: STOP_PRESETS.docker.scope,
  }
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Compose's own form: `1m30s`. A number alone is seconds. */
export function composeMs(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.round(value * 1_000)
  if (typeof value !== 'string' || !/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/.test(value)) return undefined
  const parts = value.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)
  return Math.round([...parts].reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? 's'] ?? 0), 0))
}

function textAt(value: unknown, name: string): string | undefined {
  const found: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}
