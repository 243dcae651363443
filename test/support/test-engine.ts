import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { createEngine, type EngineOptions } from '@engine/index'
import type { Engine } from '@contract/engine'
import type { EngineEvent, EngineEventType } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { Receipt, ReceiptStep, ReceiptStepName } from '@contract/receipt'
import type { Phase, RunSnapshot } from '@contract/run'
import type { ProcessTaskSpec, TaskSpec } from '@contract/task'
import type { StopPolicy } from '@contract/stop'
import { leftBehind, processesOf, processesWith, standing, type MarkedProcess, type Standing } from './nothing-alive'
import { inWords } from './words'

/** Whoever uses it hurries the first step when it has been heard: how soon a program hears is the machine's affair. */
export const PATIENT: StopPolicy = [
  { send: 'SIGTERM', patienceMs: 15_000 },
  { send: 'SIGKILL', patienceMs: 2_000 },
]

export interface TestEngine {
  readonly engine: Engine
  readonly dataDir: string
  /** Every event since the engine was made. */
  readonly events: readonly EngineEvent[]
  /** Defines a task that is not saved, and starts it. */
  start(spec: TaskSpec): RunSnapshot
  /** The events of one run, in order. */
  eventsOf(runId: RunId): readonly EngineEvent[]
  typesOf(runId: RunId): readonly EngineEventType[]
  linesOf(runId: RunId): readonly string[]
  phase(runId: RunId): Phase | undefined
}

interface Opened extends TestEngine {
  readonly before: Standing
}

const opened: Opened[] = []
const folders: string[] = []

export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-test-'))
  folders.push(folder)
  return folder
}

/** An engine with a folder of its own. After the test it is closed, and nothing of it may be alive or open. */
export async function openEngine(
  dataDir = newDataDir(),
  options: Omit<EngineOptions, 'dataDir'> = {},
): Promise<TestEngine> {
  const before = standing()
  const engine = await createEngine({ ...options, dataDir })
  // A warning about the saved tasks is older than any listener.
  const events: EngineEvent[] = [...engine.recentEvents()]
  engine.onEvent((event) => void events.push(event))
  const eventsOf = (runId: RunId): readonly EngineEvent[] => events.filter((event) => event.runId === runId)
  const made: Opened = {
    before,
    engine,
    dataDir,
    events,
    start: (spec) => engine.start(engine.define(spec, { saved: false }).id),
    eventsOf,
    typesOf: (runId) => eventsOf(runId).map((event) => event.type),
    linesOf: (runId) => eventsOf(runId).flatMap((event) => (event.type === 'line' ? [event.text] : [])),
    phase: (runId) => engine.run(runId)?.phase,
  }
  opened.push(made)
  return made
}

afterEach(async () => {
  const engines = opened.splice(0)
  for (const { engine } of engines) await engine.close('terminate')
  try {
    for (const { before, dataDir, events, engine } of engines) {
      expect(await leftBehind(before, dataDir, runsIn(events))).toEqual([])
      expectOrderly(events, engine.runs())
    }
  } finally {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  }
})

/** Living processes of an engine: its helpers by its folder, its programs by the marks of its runs. */
export function aliveOf({ dataDir, events }: Pick<TestEngine, 'dataDir' | 'events'>): readonly MarkedProcess[] {
  return [...processesWith(dataDir), ...processesOf(runsIn(events))]
}

function runsIn(events: readonly EngineEvent[]): ReadonlySet<string> {
  return new Set(events.map(({ runId }) => runId))
}

/** What holds for every engine whatever happened: no gap in `seq`, and each run ended once, with its receipt. */
function expectOrderly(events: readonly EngineEvent[], runs: readonly RunSnapshot[]): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  for (const run of runs) {
    expect(run.phase).toBe('ended')
    const types = events.filter((event) => event.runId === run.id).map((event) => event.type)
    expect(types.filter((type) => type === 'run-created')).toHaveLength(1)
    expect(types.filter((type) => type === 'run-ended')).toHaveLength(1)
    expect(types.filter((type) => type === 'receipt')).toHaveLength(1)
    if (run.receipt) expectTrueWords(run.receipt)
  }
}

/** Every sentence of a receipt is one: it starts with a capital and ends with a stop. */
function expectTrueWords(receipt: Receipt): void {
  const sentences = [
    ...receipt.steps.map((step) => step.evidence),
    ...receipt.ladder.flatMap((step) => step.note ?? []),
    ...receipt.blindSpots,
    ...(receipt.failure === undefined ? [] : [receipt.failure]),
  ]
  for (const sentence of sentences) expect(inWords(sentence)).toMatch(/^(?:[A-Z0-9"]|[a-zA-Z0-9.]+: got ).*[.!?…]$/s)
  for (const step of receipt.steps) if (step.verdict === 'yes') expect(step.ms).toBeTypeOf('number')
}

/** Resolves with the first event of the run that fits, past or to come. Rejects when the run ends without it. */
export function eventOf(
  { engine, events }: TestEngine,
  runId: RunId,
  type: EngineEventType,
  pattern = /(?:)/,
): Promise<EngineEvent> {
  const fits = (event: EngineEvent): boolean => event.runId === runId && event.type === type && pattern.test(event.text)
  return new Promise((resolve, reject) => {
    const seen = events.find(fits)
    if (seen) return resolve(seen)
    const undo = engine.onEvent((event) => {
      if (event.runId !== runId || (!fits(event) && event.type !== 'receipt')) return
      undo()
      if (fits(event)) resolve(event)
      else reject(new Error(`the run ended without ${type} ${String(pattern)}: ${told(events, runId)}`))
    })
  })
}

export async function lineOf(test: TestEngine, runId: RunId, pattern: RegExp): Promise<string> {
  return (await eventOf(test, runId, 'line', pattern)).text
}

/** Resolves when the run is in that phase. */
export function phaseOf({ engine }: TestEngine, runId: RunId, phase: Phase): Promise<RunSnapshot> {
  return snapshotOf(engine, runId, (run) => run.phase === phase)
}

/** Resolves with the first snapshot of the run that fits, the present one included. */
export function snapshotOf(engine: Engine, runId: RunId, fits: (run: RunSnapshot) => boolean): Promise<RunSnapshot> {
  return new Promise((resolve) => {
    const now = engine.run(runId)
    if (now && fits(now)) return resolve(now)
    const undo = engine.onRunChange((run) => {
      if (run.id !== runId || !fits(run)) return
      undo()
      resolve(run)
    })
  })
}

/**
 * Hurries a stop once its leader has gone and nobody is left but those with this text in their command line. Where the
 * engine does not show them, its own patience ends: nothing hangs on the hurry.
 */
export async function hurryPastLeader({ engine }: TestEngine, runId: RunId, left = ''): Promise<void> {
  const outlived = snapshotOf(engine, runId, ({ family = [] }) => {
    return family.length > 0 && family.every(({ role, command }) => role === 'survivor' && command.includes(left))
  })
  await Promise.race([outlived, engine.ended(runId)])
  await engine.hurry(runId)
}

export function stepOf(receipt: Receipt, name: ReceiptStepName): ReceiptStep {
  const step = receipt.steps.find((each) => each.name === name)
  if (!step) throw new Error(`the receipt has no step ${name}`)
  return step
}

/** `asked yes, delivered yes …` as an object, for comparing in one look. */
export function verdictsOf(receipt: Receipt): Readonly<Record<string, string>> {
  return Object.fromEntries(receipt.steps.map((step) => [step.name, step.verdict]))
}

export function command(
  name: string,
  program: string,
  args: readonly string[] = [],
  more: Partial<ProcessTaskSpec> = {},
): ProcessTaskSpec {
  return { kind: 'process', name, command: program, args, ...more }
}

export function shell(line: string, more: Partial<ProcessTaskSpec> = {}): ProcessTaskSpec {
  return { kind: 'process', name: 'shell line', command: line, shell: true, ...more }
}

export function python(code: string, more: Partial<ProcessTaskSpec> = {}): ProcessTaskSpec {
  return { kind: 'process', name: 'python', command: 'python3', args: ['-u', '-c', code], ...more }
}

export function fixture(name: string): string {
  return join(import.meta.dirname, '../fixtures', name)
}

function told(events: readonly EngineEvent[], runId: RunId): string {
  return events
    .filter((event) => event.runId === runId)
    .map((event) => `\n  ${event.type}: ${event.text}`)
    .join('')
}
