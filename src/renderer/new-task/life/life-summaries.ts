import type { TypedTime } from '../duration'
import type { LifeDraft, ProbeDraft, ProcessLifeDraft } from './life-draft'
import { LIFE_WORDS } from './words'

/** What a line of the Life section says while it is closed; `chosen` where it is not the default. */
export interface LifeSummary {
  readonly text: string
  readonly chosen: boolean
}

export function dependsOnSummary({ dependsOn }: LifeDraft): LifeSummary {
  const rows = dependsOn.filter((row) => row.task !== '')
  if (rows.length === 0) return plain(LIFE_WORDS.dependsOn.none)
  return chosen(rows.map((row) => `${row.task} is ${LIFE_WORDS.dependsOn.states[row.until]}`).join(', '))
}

export function readySummary({ ready }: ProcessLifeDraft): LifeSummary {
  return ready.by === 'none' ? plain(LIFE_WORDS.ready.none) : chosen(`when ${probeWords(ready)}`)
}

export function restartSummary({ restart }: LifeDraft): LifeSummary {
  const { when, limit, pause } = restart
  if (when === 'unset' || when === 'never') return plain(LIFE_WORDS.restart.none)
  const times = limit.trim() === '' ? '' : `, at most ${limit.trim()} times in a row`
  return chosen(
    `${LIFE_WORDS.restart.summary[when]}${pause.text.trim() === '' ? '' : `, first after ${timeWords(pause)}`}${times}`,
  )
}

export function whenRunningSummary({ whenRunning }: LifeDraft): LifeSummary {
  const text = LIFE_WORDS.whenRunning.summary[whenRunning]
  return whenRunning === 'unset' || whenRunning === 'refuse' ? plain(text) : chosen(text)
}

export function healthSummary({ health }: ProcessLifeDraft): LifeSummary {
  if (health.by === 'none') return plain(LIFE_WORDS.health.none)
  const every = health.every.text.trim() === '' ? '' : `, every ${timeWords(health.every)}`
  return chosen(`${probeWords(health)}${every}; a miss ${LIFE_WORDS.health.thenWords[health.then]}`)
}

export function surroundingsSummary(life: ProcessLifeDraft): LifeSummary {
  const envFiles = count(life.envFiles)
  const watched = count(life.watchPaths)
  const parts = [
    life.ports.trim() === '' ? '' : `listens on ${life.ports.trim()}`,
    envFiles === 0 ? '' : `${String(envFiles)} ${envFiles === 1 ? 'env file' : 'env files'}`,
    watched === 0
      ? ''
      : `restarts when ${watched === 1 ? 'a path changes' : `one of ${String(watched)} paths changes`}`,
  ]
  return joined(parts, LIFE_WORDS.surroundings.none)
}

export function expectSummary(life: ProcessLifeDraft): LifeSummary {
  const { parts } = LIFE_WORDS.expect
  const names = (['filesGone', 'portsFree', 'printed', 'exitCodes'] as const).filter((part) => life[part].trim() !== '')
  return joined(
    names.map((name) => parts[name]),
    LIFE_WORDS.expect.none,
  )
}

export function frameSummary({
  terminal,
  endsAll,
  strict,
  keepRunning,
  processLimit,
  keepOutput,
}: ProcessLifeDraft): LifeSummary {
  const words = LIFE_WORDS.frame
  const size = keepOutput.text.trim()
  return joined(
    [
      terminal ? words.inTerminal : '',
      endsAll ? words.endsAllToo : '',
      strict ? words.isStrict : '',
      keepRunning ? words.staysOn : '',
      processLimit.trim() === '' ? '' : words.limited(processLimit.trim()),
      size === '' ? '' : words.keeps(`${size} ${keepOutput.unit}`),
    ],
    words.none,
  )
}

function probeWords(probe: ProbeDraft): string {
  switch (probe.by) {
    case 'none':
      return ''
    case 'line':
      return probe.line === '' ? 'it prints a line' : `it prints “${probe.line}”`
    case 'port':
      return probe.port.trim() === '' ? 'a port answers' : `port ${probe.port.trim()} answers`
    case 'http':
      return probe.http.trim() === '' ? 'an address answers' : `${probe.http.trim()} answers`
    case 'command':
      return probe.command.trim() === '' ? 'a command succeeds' : `“${probe.command.trim()}” succeeds`
  }
}

function timeWords({ text, unit }: TypedTime): string {
  return `${text.trim()} ${unit}`
}

function count(lines: string): number {
  return lines.split('\n').filter((line) => line.trim() !== '').length
}

function joined(parts: readonly string[], none: string): LifeSummary {
  const said = parts.filter(Boolean)
  return said.length === 0 ? plain(none) : chosen(said.join(' · '))
}

function plain(text: string): LifeSummary {
  return { text, chosen: false }
}

function chosen(text: string): LifeSummary {
  return { text, chosen: true }
}
