import type { FieldIssue } from '@contract/problem'
import { splitLine } from '@vocabulary/typed-line'
import { millisecondsOf, numberOf, type TypedTime } from '../duration'
import { WORDS } from '../words'
import type { LifeDraft, ProbeDraft, ProcessLifeDraft } from './life-draft'
import { bytesOf } from './typed-size'

/** Parts of a spec, right or wrong, and the errors that only the form can see. */
export interface LifeCandidate {
  readonly fields: Readonly<Record<string, unknown>>
  readonly issues: readonly FieldIssue[]
}

/** What every kind but the timer may have. What was left empty is left out, so that the default counts. */
export function lifeCandidate({ restart, dependsOn, whenRunning }: LifeDraft): LifeCandidate {
  const rows = dependsOn.filter((row) => row.task !== '')
  return {
    fields: {
      ...(restart.when === 'unset'
        ? {}
        : {
            restart: {
              when: restart.when,
              ...time('pauseMs', restart.pause),
              ...time('maxPauseMs', restart.maxPause),
              ...number('limit', restart.limit),
            },
          }),
      ...(rows.length === 0 ? {} : { dependsOn: rows }),
      ...(whenRunning === 'unset' ? {} : { whenRunning }),
    },
    issues: [],
  }
}

export function processLifeCandidate(draft: ProcessLifeDraft): LifeCandidate {
  const life = lifeCandidate(draft)
  const ready = probe(draft.ready, 'ready')
  const health = probe(draft.health, 'health')
  const { then } = draft.health
  const watched = linesOf(draft.watchPaths)
  const expect = {
    ...list('filesGone', linesOf(draft.filesGone)),
    ...list('portsFree', numbersOf(draft.portsFree)),
    ...(draft.printed === '' ? {} : { printed: draft.printed }),
    ...list('exitCodes', numbersOf(draft.exitCodes)),
  }
  return {
    fields: {
      ...life.fields,
      ...(draft.ready.by === 'none' ? {} : { ready: ready.fields }),
      ...(draft.health.by === 'none'
        ? {}
        : {
            health: {
              ...health.fields,
              ...number('misses', draft.health.misses),
              ...time('startMs', draft.health.start),
              ...(then === 'unset' ? {} : { then }),
            },
          }),
      ...list('envFiles', linesOf(draft.envFiles)),
      ...list('ports', numbersOf(draft.ports)),
      ...(watched.length === 0
        ? {}
        : {
            watch: {
              paths: watched,
              ...list('ignore', linesOf(draft.watchIgnore)),
              ...time('quietMs', draft.watchQuiet),
            },
          }),
      ...(Object.keys(expect).length === 0 ? {} : { expect }),
      ...(draft.terminal ? { terminal: true } : {}),
      ...(draft.strict ? { strict: true } : {}),
      ...(draft.keepRunning ? { keepRunning: true } : {}),
      ...(draft.endsAll ? { family: 'all' } : {}),
      ...number('processLimit', draft.processLimit),
      ...(draft.keepOutput.text.trim() === '' ? {} : { keepOutputBytes: bytesOf(draft.keepOutput) }),
    },
    issues: [...ready.issues, ...health.issues],
  }
}

function probe(draft: ProbeDraft, path: 'ready' | 'health'): LifeCandidate {
  const times = { ...time('everyMs', draft.every), ...time('timeoutMs', draft.timeout) }
  const listener = draft.anyListener ? { listener: 'any' } : {}
  const looks = (by: unknown): LifeCandidate => ({ fields: { probe: by, ...times }, issues: [] })
  switch (draft.by) {
    case 'none':
      return { fields: {}, issues: [] }
    case 'line':
      return looks({ line: draft.line })
    case 'port':
      return looks({ port: numberOf(draft.port), ...listener })
    case 'http':
      return looks({ http: draft.http.trim(), ...listener })
    case 'command': {
      const split = splitLine(draft.command)
      if (split.ok) return looks({ command: split.words })
      const got = WORDS.errors.openQuote(split.quote, split.at + 1)
      const expected = WORDS.errors.closedQuote
      const message = `${path}.probe: got ${got}, expected ${expected}.`
      // Any command will do: the issue below is what keeps the task from being saved.
      return { ...looks({ command: ['?'] }), issues: [{ path: `${path}.probe`, got, expected, message }] }
    }
  }
}

function time(name: string, typed: TypedTime): Record<string, unknown> {
  return typed.text.trim() === '' ? {} : { [name]: millisecondsOf(typed) }
}

function number(name: string, text: string): Record<string, unknown> {
  return text.trim() === '' ? {} : { [name]: numberOf(text) }
}

function list(name: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length === 0 ? {} : { [name]: items }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function numbersOf(text: string): readonly (number | string)[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(numberOf)
}
