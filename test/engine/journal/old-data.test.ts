import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EarlierRun } from '@contract/history'
import type { RunId, TaskId } from '@contract/ids'
import { KINDS } from '@contract/kind'
import type { Notice } from '@contract/channels'
import { OUTCOMES } from '@contract/outcome'
import { VERDICTS, type Receipt } from '@contract/receipt'
import type { AppSettings } from '@contract/settings'
import type { OpenStack } from '@contract/stack'
import type { Task } from '@contract/task'
import { StackRunner } from '@engine/index'
import { openDatabase } from '@engine/journal/open-database'
import { MIGRATIONS } from '@engine/journal/schema'
import { DEFAULT_SETTINGS } from '@vocabulary/defaults'
import { SettingsFile, settingsOf, type Settings } from '../../../src/main/settings'
import { journalPath, openSqlite, withJournal } from '../../faults/support/journal-file'
import { fixture, lineOf, newDataDir, openEngine, snapshotOf, stepOf, type TestEngine } from '../../support/test-engine'
import { inWords, receiptSummary } from '../../support/words'

/** What the version that wrote the data read from it. */
interface Expected {
  readonly settings: { readonly file: Settings; readonly complete: AppSettings }
  readonly tasks: readonly Task[]
  readonly stacks: readonly OpenStack[]
  readonly records: readonly ({ readonly taskId: TaskId } & Readonly<Record<string, unknown>>)[]
  readonly runs: readonly Worded<EarlierRun>[]
  readonly outputs: readonly { readonly id: RunId; readonly text: string }[]
}

type Worded<Run> = Omit<Run, 'receipt'> & { readonly receipt?: ReturnType<typeof asRead> }

const SOURCE = fixture('data-of-0.1.0-before-codes')
const expected = JSON.parse(readFileSync(join(SOURCE, 'expected.json'), 'utf8')) as Expected
/** The data does not get younger. */
const KEPT_FOR_EVER = { keepDays: 100_000 }
const isLeftOpen = ({ name }: { readonly name: string }): boolean => name.startsWith('left open')

/** A copy of the data, with the journal as a file of its own again. */
function oldData(): string {
  const dataDir = newDataDir()
  cpSync(join(SOURCE, 'data'), dataDir, { recursive: true })
  const text = join(dataDir, 'journal.sql')
  const sqlite = openSqlite(journalPath(dataDir))
  sqlite.exec(readFileSync(text, 'utf8'))
  sqlite.close()
  rmSync(text)
  return dataDir
}

const openOld = (dataDir = oldData()): Promise<TestEngine> => openEngine(dataDir, KEPT_FOR_EVER)

/** A receipt as a person reads it: every statement in words, the summary as a sentence. */
function asRead(receipt: Receipt) {
  const { failure, ...rest } = receipt
  return {
    ...rest,
    summary: receiptSummary(receipt),
    ...(failure && { failure: inWords(failure) }),
    steps: receipt.steps.map(({ inferred: _, evidence, ...step }) => ({ ...step, evidence: inWords(evidence) })),
    ladder: receipt.ladder.map(({ note, ...sent }) => ({ ...sent, ...(note && { note: inWords(note) }) })),
    blindSpots: receipt.blindSpots.map(inWords),
    ...(receipt.delegates && {
      delegates: receipt.delegates.map((each) => ({ ...each, evidence: inWords(each.evidence) })),
    }),
  }
}

async function runsIn({ engine }: TestEngine): Promise<readonly EarlierRun[]> {
  const histories = await Promise.all(expected.tasks.map(({ id }) => engine.history(id)))
  return histories.flatMap(({ runs }) => runs)
}

const setAsideIn = (dataDir: string): readonly string[] =>
  readdirSync(dataDir).filter((name) => /\.(?:before-v|corrupt|bad)/.test(name))

const versionIn = (dataDir: string): unknown =>
  withJournal(dataDir, (sqlite) => sqlite.prepare('PRAGMA user_version').get()['user_version'])

describe('data of the version that stored evidence as sentences', () => {
  it('holds runs of every kind and with every verdict, so that something is compared', () => {
    const receipts = expected.runs.flatMap(({ receipt }) => receipt ?? [])
    expect(new Set(expected.tasks.map(({ kind }) => kind))).toEqual(new Set(KINDS))
    expect(new Set(receipts.map(({ kind }) => kind))).toEqual(new Set(KINDS))
    expect(new Set(receipts.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS))
    expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(OUTCOMES))
    expect(receipts.filter(({ ladder }) => ladder.some(({ note }) => note !== undefined))).not.toEqual([])
  })

  it('gives every run with its receipt, word for word as before', async () => {
    const runs = await runsIn(await openOld())
    expect(runs.map(({ receipt, ...row }) => ({ ...row, ...(receipt && { receipt: asRead(receipt) }) }))).toEqual(
      expected.runs,
    )
  })

  it('marks what was concluded and not seen, which began with a word then', async () => {
    const steps = (await runsIn(await openOld())).flatMap(({ receipt }) => receipt?.steps ?? [])
    const begins = steps.filter(({ evidence }) => inWords(evidence).startsWith('Inferred: '))
    expect(begins).not.toEqual([])
    expect(steps.filter(({ inferred }) => inferred)).toEqual(begins)
  })

  it('gives the record of stops of each task, and what each run printed', async () => {
    const { engine } = await openOld()
    for (const { taskId, ...record } of expected.records) expect((await engine.history(taskId)).record).toEqual(record)
    for (const { id, text } of expected.outputs) expect((await engine.output(id)).text).toBe(text)
  })

  it('gives every saved task and every stack as they were', async () => {
    const { engine } = await openOld()
    expect(engine.tasks().filter((task) => !isLeftOpen(task))).toEqual(expected.tasks)
    expect(new StackRunner(engine).stacks()).toEqual(expected.stacks)
  })

  it('gives the settings as they were, with nothing to say about them', async () => {
    const dataDir = oldData()
    const notices: Notice[] = []
    const settings = await SettingsFile.open(join(dataDir, 'settings.json'), {
      post: (notice) => notices.push(notice),
      withdraw: () => undefined,
    })
    expect(settings.value).toEqual(expected.settings.file)
    // What can be set since then stands at its default.
    expect(settingsOf(settings)).toEqual({ ...DEFAULT_SETTINGS, ...expected.settings.complete })
    expect(notices).toEqual([])
  })

  it('is used as it is: nothing of it is set aside or warned of, and its schema is the newest afterwards', async () => {
    const dataDir = oldData()
    const test = await openOld(dataDir)
    const warnings = test.events.filter(({ type }) => type === 'warning').map(({ name }) => name)
    expect(warnings.sort()).toEqual(['left open', 'left open ticker'])
    await test.engine.close()
    expect(setAsideIn(dataDir)).toEqual([])
    expect(versionIn(dataDir)).toBe(MIGRATIONS.at(-1)?.version)
  })

  it('takes the next step of the schema, and a copy with every receipt lies beside it', () => {
    const path = journalPath(oldData())
    const version = (MIGRATIONS.at(-1)?.version ?? 0) + 1
    const next = { version, sql: 'ALTER TABLE runs ADD COLUMN note TEXT;' }
    const { full, normal, problems } = openDatabase(path, [...MIGRATIONS, next])
    const all = 'SELECT run_id, body, checksum FROM receipts ORDER BY run_id'
    const receipts = full.prepare(all).all()
    normal.close()
    full.close()
    expect([problems, receipts.length]).toEqual([[], expected.runs.length])
    const [copy = '', ...more] = setAsideIn(join(path, '..'))
    expect([copy.startsWith(`journal.db.before-v${version}-`), more]).toEqual([true, []])
    const sqlite = openSqlite(join(path, '..', copy))
    expect(sqlite.prepare(all).all()).toEqual(receipts)
    sqlite.close()
  })

  it('tells of the runs that it left open, and gives them a receipt that claims no more than is seen', async () => {
    const test = await openOld()
    const recovered = test.engine.recovered()
    expect(Object.fromEntries(recovered.map(({ name, kind }) => [name, kind]))).toEqual({
      'left open': 'process',
      'left open ticker': 'thread',
    })
    for (const { id, found, evidence, processes } of recovered) {
      const sentence = inWords(evidence)
      expect(found).toMatch(/^(?:gone|ended-by-watchdog)$/)
      expect(processes).toEqual([])
      const { receipt } = (await test.engine.earlierRun(id)) ?? {}
      if (!receipt) throw new Error('the run has no receipt')
      expect(receipt).toMatchObject({ outcome: 'lost', verdict: 'unknown' })
      expect(inWords(stepOf(receipt, 'family-gone').evidence)).toBe(sentence)
      expect(receiptSummary(receipt)).toContain(sentence.slice(1, -1))
    }
  })

  it('takes new runs of its tasks, whose receipts are read back as they were given, beside the old ones', async () => {
    const dataDir = oldData()
    const first = await openOld(dataDir)
    const given = await newReceipts(first)
    await first.engine.close()
    const next = await openOld(dataDir)
    for (const receipt of given) expect((await next.engine.earlierRun(receipt.runId))?.receipt).toEqual(receipt)
    const ids = new Set(given.map(({ runId }) => runId))
    const old = (await runsIn(next)).filter(({ id }) => !ids.has(id))
    expect(old.map(({ receipt }) => receipt && asRead(receipt))).toEqual(expected.runs.map(({ receipt }) => receipt))
  })
})

/** Of old tasks that are started again: one that is stopped, forced, lacking its program, and one that swallows. */
async function newReceipts(test: TestEngine): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = []
  for (const [name, line] of [
    ['sleeper', undefined],
    ['deaf', /deaf/],
    ['not there', undefined],
    ['leaves a file', /written/],
    ['ticker', /up/],
    ['swallower', /up/],
    ['later', undefined],
  ] as const) {
    const task = test.engine.tasks().find((each) => each.name === name)
    if (!task) throw new Error(`there is no task ${name}`)
    const { id, phase } = test.engine.start(task.id)
    if (line) await lineOf(test, id, line)
    else if (phase !== 'ended')
      await snapshotOf(test.engine, id, (run) => run.phase === 'running' || run.phase === 'ended')
    await (task.kind === 'coroutine' || task.kind === 'timer' ? test.engine.cancel(id) : test.engine.stop(id))
    receipts.push(await test.engine.ended(id))
  }
  expect(receipts.map(({ verdict }) => verdict)).toEqual([
    'clean',
    'forced',
    'clean',
    'leaked',
    'clean',
    'swallowed',
    'clean',
  ])
  return receipts
}
