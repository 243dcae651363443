import { expect, test } from 'vitest'
import { asRunId } from '@contract/ids'
import type { UsageSample } from '@contract/run'
import { Family } from '../../../src/engine/processes/family'
import { HalfBlindTable } from '../../../src/engine/processes/half-blind-table'
import { processScan } from '../../../src/engine/processes/process-scan'
import type { ProcessEntry, ProcessScan } from '../../../src/engine/processes/process-table'
import { Calm } from '../../../src/engine/sampling/calm'

/** A machine whose processes are what the test says. */
class ScriptedTable extends HalfBlindTable {
  readonly limits = []
  readonly sight = { marks: 'all', groups: true } as const
  readonly living = new Map<number, ProcessEntry>()
  made: string | undefined = '100'

  put(pid: number, entry: Partial<ProcessEntry> = {}): void {
    const usual = { pid, parentPid: 1, groupId: 10, startTime: '5', mark: undefined, cpuMs: 20, memoryBytes: 4096 }
    this.living.set(pid, { ...usual, ...entry })
  }

  scan(): Promise<ProcessScan> {
    return Promise.resolve(processScan(new Map(this.living), performance.now()))
  }

  isAlive(pid: number, startTime: string): boolean {
    return this.living.get(pid)?.startTime === startTime
  }

  startTimeOf(pid: number): string | undefined {
    return this.living.get(pid)?.startTime
  }

  commandOf(): string | undefined {
    return 'program'
  }

  lastMade(): string | undefined {
    return this.made
  }

  usageOf(pid: number, startTime: string): ProcessEntry | undefined {
    return this.isAlive(pid, startTime) ? this.living.get(pid) : undefined
  }
}

async function calmFamilyOfTwo(): Promise<{ table: ScriptedTable; calm: Calm; family: Family }> {
  const table = new ScriptedTable()
  table.put(10)
  table.put(11, { parentPid: 10 })
  const family = new Family(table, 'run-1', { pid: 10, startTime: '5', command: 'program' })
  const calm = new Calm(table)
  calm.looks(0)
  await family.look()
  return { table, calm, family }
}

test('a calm lasts while nobody is made and the known ones use nothing', async () => {
  const { calm, family } = await calmFamilyOfTwo()
  expect(calm.lasts(3_000, [family])).toBe(true)
  expect(calm.lasts(6_000, [family])).toBe(true)
})

test.each<[string, (table: ScriptedTable) => void]>([
  ['a process was made anywhere on the machine', (table) => (table.made = '101')],
  ['the system does not tell who was made', (table) => (table.made = undefined)],
  ['a member used the processor', (table) => table.put(11, { parentPid: 10, cpuMs: 30 })],
  ['a member uses other memory', (table) => table.put(11, { parentPid: 10, memoryBytes: 8192 })],
  ['a member has gone', (table) => table.living.delete(11)],
  ['the number of a member belongs to somebody else', (table) => table.put(11, { startTime: '6' })],
])('a calm is over when %s', async (_, change) => {
  const { table, calm, family } = await calmFamilyOfTwo()
  change(table)
  expect(calm.lasts(3_000, [family])).toBe(false)
})

test('who was made while a look lasted counts as made after it', async () => {
  const { table, calm, family } = await calmFamilyOfTwo()
  calm.looks(3_000)
  table.made = '101'
  await family.look()
  expect(calm.lasts(6_000, [family])).toBe(false)
})

test('a calm is looked into at times all the same', async () => {
  const { calm, family } = await calmFamilyOfTwo()
  expect(calm.lasts(30_000, [family])).toBe(false)
})

test('figures that repeat the last ones are told again only at times, and only where all are idle', () => {
  const calm = new Calm(new ScriptedTable())
  const seen = (memoryBytes: number): UsageSample[] => [
    { runId: asRunId('run-1'), at: 0, cpuPercent: 0, memoryBytes, processes: 1, ports: 0 },
  ]
  expect(calm.isNews(0, seen(4096), true)).toBe(true)
  expect(calm.isNews(3_000, seen(4096), true)).toBe(false)
  expect(calm.isNews(3_000, seen(4096), false)).toBe(true)
  expect(calm.isNews(6_000, seen(8192), true)).toBe(true)
  expect(calm.isNews(9_000, [], true)).toBe(true)
  expect(calm.isNews(39_000, [], true)).toBe(true)
})
