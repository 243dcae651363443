import type { RunId, TaskId } from '@contract/ids'
import type { RecoveredRun, RecoveryChoice } from '@contract/recovered'
import type { ControlAnswer } from '@contract/stop'
import type { Task } from '@contract/task'
import type { EventLog } from '../events/event-log'
import type { RunBody, StartRequest } from '../kinds/task-kind'
import type { Journal, RunRow } from '../journal/journal'
import { keptOutput } from '../kinds/process-kind'
import { OutputFile } from '../processes/output-file'
import type { ProcessTable } from '../processes/process-table'
import type { Run } from '../runs/run'
import { unknownRun } from '../runs/control-offers'
import type { Watchdog } from '../watchdog/watchdog'
import { AdoptedBody } from './adopted-body'
import { lookBack, type LookedBack } from './look-back'
import { lostReceipt } from './lost-receipt'

export interface BlackBoxParts {
  readonly journal: Journal
  readonly events: EventLog
  readonly table: ProcessTable
  readonly watchdog: Watchdog
  readonly dataDir: string
  readonly keptDir: string
  task(id: TaskId): Task | undefined
  adopt(task: Task, id: RunId, body: (request: Pick<StartRequest<Task['spec']>, 'report'>) => RunBody): Run
  stop(id: RunId): Promise<ControlAnswer>
}

/** After a crash: which runs were open, what became of each, and what the person wants of those that live. */
export class BlackBox {
  readonly #parts: BlackBoxParts
  readonly #found = new Map<RunId, LookedBack & { decided?: RecoveryChoice }>()

  constructor(parts: BlackBoxParts) {
    this.#parts = parts
  }

  /** Names every run once in the log. Those that are gone get a receipt that claims no more than is seen. */
  async open(rows: readonly RunRow[]): Promise<void> {
    const { table, dataDir } = this.#parts
    for (const looked of await lookBack(rows, table, dataDir)) {
      const { row, found, sentence } = looked
      this.#found.set(row.id, looked)
      const words = found === 'alive' ? 'found alive' : found === 'gone' ? 'gone' : 'ended by the watchdog'
      this.#tell(row, `was open when Quiesce ended: ${words}. ${sentence}`)
      if (found !== 'alive') await this.#close(row, sentence, true)
    }
  }

  recovered(): readonly RecoveredRun[] {
    return [...this.#found.values()].map(({ row, found, sentence, living, decided }) => ({
      id: row.id,
      taskId: row.taskId,
      name: row.name,
      kind: row.kind,
      ...(row.startedAt !== undefined && { startedAt: row.startedAt }),
      found,
      sentence,
      processes: living.map(({ pid }) => ({ pid, command: this.#parts.table.commandOf(pid) ?? '?' })),
      ...(decided !== undefined && { decided }),
    }))
  }

  async decide(id: RunId, choice: RecoveryChoice): Promise<ControlAnswer> {
    const looked = this.#found.get(id)
    if (!looked) return unknownRun(id)
    const { row, found, decided } = looked
    if (found !== 'alive') return { accepted: false, code: 'already-ended', reason: `It is gone: ${looked.sentence}` }
    if (decided !== undefined && decided !== 'leave')
      return { accepted: false, code: 'already-running', reason: 'It is on the board already.' }
    if (choice === 'leave') {
      looked.decided = choice
      this.#tell(row, 'is left alone: it goes on, and is not watched any more.')
      await this.#close(row, 'It was found alive after Quiesce had ended, and was left alone.', false)
      return { accepted: true }
    }
    const problem = await this.#adopt(looked)
    if (problem !== undefined) return { accepted: false, code: 'already-ended', reason: problem }
    looked.decided = choice
    return choice === 'stop' ? this.#parts.stop(id) : { accepted: true }
  }

  /** Looks once more: seconds or hours may lie between the finding and the decision. */
  async #adopt({ row }: LookedBack): Promise<string | undefined> {
    const { table, watchdog } = this.#parts
    const [now] = await lookBack([row], table, this.#parts.dataDir)
    const leader = now?.living.find(({ pid }) => pid === row.pid) ?? now?.living[0]
    if (!leader) {
      const sentence = 'When it was to be taken over, no process of it was there any more.'
      await this.#close(row, sentence, true)
      return sentence
    }
    const task = this.#parts.task(row.taskId) ?? taskOf(row)
    const outputFile = row.kept ? fileOf(keptOutput(this.#parts.keptDir, row.id)) : undefined
    const body = { table, runId: row.id, leader, ...(outputFile && { outputFile }) }
    const run = this.#parts.adopt(task, row.id, ({ report }) => new AdoptedBody({ ...body, report }))
    // It has run since its first start, whoever watched it.
    run.draft.startedWall ??= row.startedAt
    if (row.kept) watchdog.keep(row.id)
    else watchdog.add(row.id, leader.groupId, leader.pid === leader.groupId ? leader.startTime : '')
    return undefined
  }

  async #close(row: RunRow, sentence: string, familyGone: boolean): Promise<void> {
    const receipt = lostReceipt(row, sentence, familyGone)
    await this.#parts.journal.put({ ...row, phase: 'ended', outcome: 'lost', endedAt: receipt.endedAt }, receipt)
  }

  #tell(row: RunRow, text: string): void {
    this.#parts.events.add({ id: row.id, task: subjectOf(row) }, 'warning', `main: ${row.name} ${text}`)
  }
}

/** Its output up to now and from now on; without it the run can still be watched and stopped. */
function fileOf(path: string): OutputFile | undefined {
  try {
    return new OutputFile(path)
  } catch {
    return undefined
  }
}

function subjectOf({ taskId, name, kind }: RunRow): Pick<Task, 'id' | 'name' | 'kind'> {
  return { id: taskId, name, kind }
}

/** Its task was forgotten since: what is known of it is enough to watch and stop it. */
function taskOf(row: RunRow): Task {
  const spec = { kind: 'process', name: row.name, command: 'unknown' } as const
  return { ...subjectOf(row), spec, createdAt: row.createdAt, saved: false }
}
