import type { Probe } from '@contract/life'
import type { LifeSpec, ProcessTaskSpec } from '@contract/task'
import { joinLine } from '@vocabulary/typed-line'
import { type TypedTime, typedTime } from '../duration'
import {
  EMPTY_LIFE,
  EMPTY_PROCESS_LIFE,
  type LifeDraft,
  type ProbeDraft,
  type ProcessLifeDraft,
  SIZE_UNITS,
} from './life-draft'
import { BYTES_IN } from './typed-size'

/** Fills the part of the form that every kind but the timer has. */
export function lifeDraft({ restart, dependsOn, whenRunning }: LifeSpec): LifeDraft {
  const empty = EMPTY_LIFE.restart
  return {
    restart:
      restart === undefined
        ? empty
        : {
            when: restart.when,
            pause: time(restart.pauseMs, empty.pause),
            maxPause: time(restart.maxPauseMs, empty.maxPause),
            limit: String(restart.limit ?? ''),
          },
    dependsOn: dependsOn ?? [],
    whenRunning: whenRunning ?? 'unset',
  }
}

export function processLifeDraft(spec: ProcessTaskSpec): ProcessLifeDraft {
  const { ready, health, watch, expect } = spec
  const empty = EMPTY_PROCESS_LIFE
  return {
    ...lifeDraft(spec),
    ready: ready === undefined ? empty.ready : probeDraft(ready, empty.ready),
    health:
      health === undefined
        ? empty.health
        : {
            ...probeDraft(health, empty.health),
            misses: String(health.misses ?? ''),
            start: time(health.startMs, empty.health.start),
            then: health.then ?? 'unset',
          },
    envFiles: lines(spec.envFiles),
    ports: numbers(spec.ports),
    watchPaths: lines(watch?.paths),
    watchIgnore: lines(watch?.ignore),
    watchQuiet: time(watch?.quietMs, empty.watchQuiet),
    filesGone: lines(expect?.filesGone),
    portsFree: numbers(expect?.portsFree),
    printed: expect?.printed ?? '',
    exitCodes: numbers(expect?.exitCodes),
    terminal: spec.terminal ?? false,
    strict: spec.strict ?? false,
    keepRunning: spec.keepRunning ?? false,
    endsAll: spec.family === 'all',
    processLimit: spec.processLimit === undefined ? '' : String(spec.processLimit),
    keepOutput: size(spec.keepOutputBytes),
  }
}

interface Look {
  readonly probe: Probe
  readonly everyMs?: number
  readonly timeoutMs?: number
}

function probeDraft({ probe, everyMs, timeoutMs }: Look, empty: ProbeDraft): ProbeDraft {
  const times = { every: time(everyMs, empty.every), timeout: time(timeoutMs, empty.timeout) }
  if ('line' in probe) return { ...empty, ...times, by: 'line', line: probe.line }
  if ('command' in probe) return { ...empty, ...times, by: 'command', command: joinLine(probe.command) }
  const anyListener = probe.listener === 'any'
  if ('port' in probe) return { ...empty, ...times, by: 'port', port: String(probe.port), anyListener }
  return { ...empty, ...times, by: 'http', http: probe.http, anyListener }
}

function time(ms: number | undefined, empty: TypedTime): TypedTime {
  return ms === undefined ? empty : typedTime(ms)
}

function lines(list: readonly string[] | undefined): string {
  return (list ?? []).join('\n')
}

function numbers(list: readonly number[] | undefined): string {
  return (list ?? []).join(', ')
}

function size(bytes: number | undefined): ProcessLifeDraft['keepOutput'] {
  if (bytes === undefined) return EMPTY_PROCESS_LIFE.keepOutput
  const unit = SIZE_UNITS.findLast((candidate) => bytes % BYTES_IN[candidate] === 0) ?? 'B'
  return { text: String(bytes / BYTES_IN[unit]), unit }
}
