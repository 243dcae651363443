import { randomUUID } from 'node:crypto'
import type { FollowChoice } from '@contract/follow'
import { asRunId, type RunId, type TaskId } from '@contract/ids'
import { politeControl, type Control } from '@contract/kind'
import type { RecoveredRun } from '@contract/recovered'
import type { RunSnapshot } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import type { Ask } from '@contract/stop'
import type { Task } from '@contract/task'
import { sentWords } from '@vocabulary/words'
import type { EventLog } from './events/event-log'
import { blindSpotsOf } from './kinds/blind-spots'
import type { KindRegistry } from './kinds/kind-registry'
import { mayStay } from './lives/close-order'
import { closeRuns } from './lives/close-runs'
import type { ClosingTime } from './lives/closing-time'
import { LifeKeeper } from './lives/life-keeper'
import type { StartLife } from './lives/life-ground'
import { WaitingStarts } from './lives/waiting-starts'
import type { ProcessTable } from './processes/process-table'

import { Run, type RunOwner } from './runs/run'
import { HeldRuns } from './runs/held-runs'
import { RunNews } from './runs/run-news'
import type { RunSurroundings } from './runs/run-surroundings'
import { unknownRun } from './runs/control-offers'
import { specError } from './spec-error'

export interface SupervisorParts {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly kinds: KindRegistry
  outputPath(id: RunId): string
  /** The shell of tasks that ask for one, an absolute path, as the settings name it now. */
  shell(): string
  /** A task by name: in the stack first, then anywhere. */
  findTask(name: string, stack: string | undefined): Task | undefined
  /** As it is now; undefined when it was forgotten. */
  taskById(id: TaskId): Task | undefined
  /** A run that an earlier engine left alive, and on which nobody has decided yet. */
  foundAlive(id: TaskId): RecoveredRun | undefined
}

/** The owner of all runs: the only door to start and end one. */
export class Supervisor {
  readonly #parts: SupervisorParts
  readonly #news = new RunNews()
  readonly #runs = new HeldRuns(
    (id) => this.#parts.taskById(id) !== undefined,
    (run) => this.#news.letGo(run),
  )
  readonly #waiting = new WaitingStarts((run) => this.#parts.kinds.begin(run))
  readonly #lives: LifeKeeper
  readonly #over = new AbortController()
  #closing = false

  constructor(parts: SupervisorParts) {
    this.#parts = parts
    this.#lives = new LifeKeeper({
      events: parts.events,
      table: parts.table,
      closing: () => this.#closing,
      runsOf: (task) => this.#runs.ofTask(task.id),
      findTask: (name, stack) => parts.findTask(name, stack),
      taskById: (id) => parts.taskById(id),
      foundAlive: (id) => parts.foundAlive(id),
      start: (task, life) => this.start(task, life),
      control: (runId, control, ask) => this.control(runId, control, ask),
      onChange: (listener) => this.onChange(listener),
      nameOfRun: ({ mark }) => this.all().find((run) => run.id === mark)?.task.name,
    })
  }

  /** Somebody asks for a start. Throws `AlreadyRunning` where one lives and the task wants one at a time. */
  startAsked(task: Task): Run {
    return this.#lives.starts.asked(task)
  }

  start(task: Task, life: StartLife = {}): Run {
    if (this.#closing) throw specError('taskId', `"${task.id}"`, 'a start before the engine closes')
    const run = new Run(asRunId(`run-${randomUUID()}`), task, this.#surroundings(), { code: 'wait-turn' })
    this.#parts.events.add(run, 'run-created', `main: ${task.name} was asked to start`)
    this.#runs.hold(run)
    if (task.spec.kind === 'process' && task.spec.ready) run.show({ ready: false })
    if (life.attempt !== undefined) run.show({ attempt: life.attempt })
    this.#lives.starts.created(run)
    const gates = this.#lives.gates(run, life)
    if (gates.length === 0) this.#parts.kinds.begin(run)
    else this.#waiting.wait(run, gates, life)
    return run
  }

  /** Takes over a run that an earlier engine left alive, under its old id. */
  adopt(task: Task, id: RunId, body: Parameters<Run['begin']>[0]): Run {
    const run = new Run(id, task, this.#surroundings(), { code: 'wait-turn' })
    this.#parts.events.add(run, 'run-created', `main: ${task.name} was found alive, and is taken over`)
    this.#runs.hold(run)
    this.#lives.starts.created(run)
    run.begin(body)
    return run
  }

  /** Ends what lives of the task and starts it anew when that is gone. */
  restart(task: Task, ask: Ask): Run {
    return this.#lives.starts.askedAgain(task, ask)
  }

  /** The task was edited or forgotten: what waits to start does so in its new form, or not at all. */
  taskChanged(id: TaskId): void {
    if (this.#closing) return
    this.#waiting.taskChanged(this.#runs.ofTask(id), this.#parts.taskById(id), (task, life) => this.start(task, life))
    this.#lives.starts.taskChanged(id)
  }

  /** A timer elapsed that starts this task. Answers with a sentence when it cannot be. */
  elapsed(taskId: TaskId, timerId: RunId): string | undefined {
    return this.#closing ? undefined : this.#lives.starts.elapsed(taskId, this.#runs.get(timerId))
  }

  async control(runId: RunId, control: Control, ask: Ask): Promise<ControlAnswer> {
    const run = this.#runs.get(runId)
    if (!run) return unknownRun(runId)
    if (control === 'cancel' && this.#lives.starts.waitNoMore(run)) return { accepted: true }
    return run.control(control, ask)
  }

  /** The person's answer where a leader has left and others go on. */
  async decideFollow(runId: RunId, choice: FollowChoice, ask: Ask): Promise<ControlAnswer> {
    const run = this.#runs.get(runId)
    if (!run) return unknownRun(runId)
    const answer = run.following.answer(choice)
    return answer.accepted && choice === 'end' ? run.control(politeControl(run.task.kind), ask) : answer
  }

  hurry(runId: RunId): ControlAnswer {
    return this.#runs.get(runId)?.hurry() ?? unknownRun(runId)
  }

  get(runId: RunId): Run | undefined {
    return this.#runs.get(runId)
  }

  all(): readonly Run[] {
    return this.#runs.all()
  }

  async dismiss(run: Run): Promise<void> {
    this.#lives.starts.waitNoMore(run)
    this.#runs.drop(run)
    await run.output.log.remove()
    this.#parts.kinds.account.outputRemoved(run)
  }

  onChange(listener: (run: RunSnapshot) => void): () => void {
    return this.#news.listen(listener)
  }

  onLetGo(listener: (runId: RunId) => void): () => void {
    return this.#news.listenForGone(listener)
  }

  /** Ends every run but those that may stay, within the time. Resolves with those that are left: nobody looks after them any more. */
  async close(time: ClosingTime): Promise<readonly Run[]> {
    this.#closing = true
    const goOn = this.all()
      .filter(mayStay)
      .map((run) => this.#letGo(run))
    const left = await closeRuns(this.all(), { time, onChange: (listener) => this.onChange(listener) })
    this.#over.abort()
    for (const run of left) run.leave()
    this.#lives.close()
    this.#news.close()
    const closed = this.all().filter((run) => !left.includes(run))
    await time.allows(Promise.all([...goOn, ...closed.map((run) => run.output.log.close())]), 3)
    return left
  }

  #letGo(run: Run): Promise<void> {
    this.#parts.events.add(run, 'warning', `main: ${run.task.name} goes on without Quiesce, as its task says`)
    // A look at a port or at a page would keep the process that we are in alive.
    this.#lives.over(run)
    run.body?.letGo?.()
    this.#runs.drop(run)
    return run.output.log.close()
  }

  #surroundings(): RunSurroundings & RunOwner {
    const { events, table, kinds } = this.#parts
    return {
      events,
      table,
      account: kinds.account,
      over: this.#over.signal,
      outputPath: (id) => this.#parts.outputPath(id),
      changed: (run) => this.#news.changed(run),
      changedSoon: (run) => this.#news.printed(run),
      phaseChanged: (run) => this.#phaseChanged(run),
      ended: (run) => kinds.ended(run),
      followed: (run, living, first) => kinds.followed(run, living, first),
      withdraw: (run) => this.#waiting.withdraw(run) || kinds.withdraw(run),
      shell: () => this.#parts.shell(),
      blindSpots: ({ spec }) => blindSpotsOf(spec, table),
      spokenStep: (step) => `${sentWords(step.send)}, then ${step.patienceMs} ms of patience`,
    }
  }

  #phaseChanged(run: Run): void {
    const { phase } = run.state
    this.#parts.kinds.account.changed(run)
    if (phase === 'running') this.#lives.started(run)
    else if (phase === 'stopping') this.#lives.over(run)
    // The receipt is set in the same turn, right after the phase.
    else if (phase === 'ended') queueMicrotask(() => this.#lives.ended(run))
  }
}
