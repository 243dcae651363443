import type { Delegate } from '@contract/delegate'
import type { RunId, TaskId } from '@contract/ids'
import type { RecoveredRun, RecoveryChoice } from '@contract/recovered'
import type { ControlAnswer } from '@contract/control-answer'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'
import type { Statement } from '@contract/statement'
import { say } from '@vocabulary/sentences/say'
import type { EventLog } from '../events/event-log'
import type { RunBody, StartRequest } from '../kinds/task-kind'
import type { Journal, RunRow } from '../journal/journal'
import { keptOutput } from '../kinds/process-kind'
import { OutputFile } from '../processes/output-file'
import { reachOf, type Reach } from '../processes/membership'
import { isOuterRun } from '../processes/own-processes'
import { PrivateTemp } from '../processes/private-temp'
import { keptOwner, type ProcessEntry, type ProcessTable } from '../processes/process-table'
import { isTempOfRun, removeTempOfEarlierRun } from '../processes/temp-folders'
import type { Run } from '../runs/run'
import { inBackground } from '../in-background'
import { unknownRun } from '../runs/control-offers'
import { lastAskOf, STANDARD_ASK, type LastAsk } from '../stop/last-ask'
import type { Watchdog, Watched } from '../watchdog/watchdog'
import { AdoptedBody } from './adopted-body'
import { adoptedDelegates, delegatesNow } from './adopted-delegates'
import { lookBack, type LookedBack } from './look-back'
import { lostReceipt } from './lost-receipt'

const FOUND: Readonly<Record<LookedBack['found'], string>> = {
  alive: 'found alive',
  gone: 'gone',
  'ended-by-watchdog': 'ended by the watchdog',
  unknown: 'what became of it is not known',
}

export interface BlackBoxParts {
  readonly journal: Journal
  readonly events: EventLog
  readonly table: ProcessTable
  readonly watchdog: Watchdog
  readonly ownerId: string
  readonly dataDir: string
  readonly keptDir: string
  task(id: TaskId): Task | undefined
  adopt(task: Task, id: RunId, body: (request: Pick<StartRequest<Task['spec']>, 'report'>) => RunBody): Run
  stop(id: RunId): Promise<ControlAnswer>
}

/** After a crash: which runs were open, what became of each, and what the person wants of those that live. */
export class BlackBox {
  readonly #parts: BlackBoxParts
  readonly #delegates = new Map<RunId, Promise<readonly Delegate[]>>()
  readonly #found = new Map<RunId, LookedBack & { decided?: RecoveryChoice }>()

  constructor(parts: BlackBoxParts) {
    this.#parts = parts
  }

  /** Names every run once in the log. Those that are gone get a receipt that claims no more than is seen. */
  async open(rows: readonly RunRow[]): Promise<void> {
    // All at once: a daemon that hangs is waited for once.
    for (const row of rows) this.#delegates.set(row.id, delegatesNow(row))
    for (const looked of await this.#lookBack(rows)) {
      const { row, found, evidence } = looked
      this.#found.set(row.id, looked)
      this.#tell(row, `was open when Quiesce ended: ${FOUND[found]}. ${say(evidence)}`)
      if (found === 'alive') continue
      // It may hold a heap of files: the start does not wait for it. A program that may be its leader may still use it.
      if (row.tempPath !== undefined && found !== 'unknown')
        inBackground(removeTempOfEarlierRun(row.tempPath), 'removing a temporary folder')
      await this.#close(row, evidence, looked.gone)
    }
  }

  recovered(): readonly RecoveredRun[] {
    return [...this.#found.values()].map(({ row, found, evidence, living, decided }) => ({
      id: row.id,
      taskId: row.taskId,
      name: row.name,
      kind: row.kind,
      ...defined({ startedAt: row.startedAt }),
      found,
      evidence,
      processes: living.map(({ pid }) => ({ pid, command: this.#parts.table.commandOf(pid) ?? '?' })),
      ...defined({ decided }),
    }))
  }

  /** A run of the task that is alive now, and on which nobody has decided. */
  foundAlive(taskId: TaskId): RecoveredRun | undefined {
    const { table } = this.#parts
    const open = [...this.#found.values()].find(
      ({ row, found, decided, living }) =>
        row.taskId === taskId &&
        found === 'alive' &&
        decided === undefined &&
        living.some(({ pid, startTime }) => table.isAlive(pid, startTime)),
    )
    return open && this.recovered().find(({ id }) => id === open.row.id)
  }

  async decide(id: RunId, choice: RecoveryChoice): Promise<ControlAnswer> {
    const looked = this.#found.get(id)
    if (!looked) return unknownRun(id)
    const { row, found, decided } = looked
    if (found === 'unknown') return { accepted: false, code: 'not-offered', reason: looked.evidence }
    if (found !== 'alive')
      return { accepted: false, code: 'already-ended', reason: { code: 'found-gone', seen: looked.evidence } }
    if (looked.hold !== undefined && choice !== 'leave')
      return { accepted: false, code: 'not-offered', reason: looked.hold }
    if (decided !== undefined && decided !== 'leave')
      return { accepted: false, code: 'already-running', reason: { code: 'on-board-already' } }
    if (choice === 'leave') {
      looked.decided = choice
      this.#tell(row, 'is left alone: it goes on, and is not watched any more.')
      await this.#close(row, { code: 'found-alive-left-alone' }, looked.gone)
      return { accepted: true }
    }
    const problem = await this.#adopt(looked)
    if (problem !== undefined) return { accepted: false, code: 'already-ended', reason: problem }
    looked.decided = choice
    return choice === 'stop' ? this.#parts.stop(id) : { accepted: true }
  }

  /** Looks once more: seconds or hours may lie between the finding and the decision. */
  async #adopt({ row }: LookedBack): Promise<Statement | undefined> {
    const { table, watchdog } = this.#parts
    const [now] = await this.#lookBack([row])
    if (now?.hold !== undefined) return now.hold
    const leader = now?.living.find(({ pid }) => pid === row.pid) ?? now?.living[0]
    if (!leader) {
      const evidence: Statement = { code: 'gone-before-takeover' }
      await this.#close(row, evidence, now?.gone ?? { leader: 'unknown', family: 'unknown' })
      return evidence
    }
    const task = this.#parts.task(row.taskId) ?? taskOf(row)
    const outputFile = row.kept ? fileOf(keptOutput(this.#parts.keptDir, row.id)) : undefined
    const groupGone = (): void => watchdog.retire(row.id)
    const reach = reachIn(task)
    const temp = row.tempPath !== undefined && isTempOfRun(row.tempPath) ? new PrivateTemp(row.tempPath) : undefined
    const owner = row.kept ? keptOwner(this.#parts.ownerId) : this.#parts.ownerId
    const { birthmark } = row
    const parts = { table, runId: row.id, leader, reach, birthmark, groupGone, spec: task.spec, owner }
    const body = { ...parts, ...defined({ outputFile, temp }) }
    const run = this.#parts.adopt(
      task,
      row.id,
      ({ report }) =>
        new AdoptedBody({ ...body, delegates: adoptedDelegates(row, task, leader, table, report), report }),
    )
    // It has run since its first start, whoever watched it.
    run.draft.startedWall ??= row.startedAt
    // What we were started inside of must not end with us.
    if (row.kept || isOuterRun(row.id)) watchdog.keep(row.id)
    else watchdog.add(row.id, { ...groupOf(leader), ask: askOf(task), reach, birthmark })
    return undefined
  }

  #lookBack(rows: readonly RunRow[]): Promise<readonly LookedBack[]> {
    const { table, dataDir, keptDir } = this.#parts
    return lookBack(rows, { table, dataDir, keptOutput: ({ id }) => keptOutput(keptDir, id) })
  }

  async #close(row: RunRow, evidence: Statement, gone: LookedBack['gone']): Promise<void> {
    const delegates = await (this.#delegates.get(row.id) ?? delegatesNow(row))
    this.#delegates.delete(row.id)
    for (const { state, name } of delegates)
      if (state === 'running') this.#tell(row, `handed over ${name}, which is still running.`)
    const receipt = lostReceipt(row, evidence, gone, delegates)
    await this.#parts.journal.put({ ...row, phase: 'ended', outcome: 'lost', endedAt: receipt.endedAt }, receipt)
  }

  #tell(row: RunRow, text: string): void {
    this.#parts.events.add({ id: row.id, task: subjectOf(row) }, 'warning', `main: ${row.name} ${text}`)
  }
}

/** Where its leader has left, another member's group is watched: who of it is ours is told by the mark alone. */
function groupOf({ pid, groupId, startTime }: ProcessEntry): Pick<Watched, 'groupId' | 'startTime'> {
  return { groupId, startTime: pid === groupId ? startTime : '' }
}

function reachIn({ spec }: Task): Reach {
  return spec.kind === 'process' ? reachOf(spec) : 'all'
}

function askOf({ spec }: Task): LastAsk {
  return spec.kind === 'process' ? lastAskOf(spec) : STANDARD_ASK
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
