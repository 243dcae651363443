import type { TaskId } from '@contract/ids'
import { politeControl } from '@contract/kind'
import type { RestartPolicy } from '@contract/life'
import type { Receipt } from '@contract/receipt'
import type { Ask } from '@contract/stop'
import type { Task } from '@contract/task'
import type { Statement } from '@contract/statement'
import { WHEN_RUNNING_DEFAULT } from '@vocabulary/defaults'
import { say } from '@vocabulary/sentences/say'
import { type AlreadyRunning, alreadyRunning, foundRunning } from './already-running'
import { warnThrough } from '../events/warn'
import { inBackground } from '../in-background'
import type { Run } from '../runs/run'
import type { LifeGround, StartLife } from './life-ground'
import { mayBeItsOwnWrite, nextStart, restartLimit, stood, type RowRun } from './restart-row'
import { endedByAsk, momentIn, rowOfRun } from './row-of-run'
import { spokenBrake, spokenLiving, spokenLoop } from './start-words'
import { TaskWatches } from './task-watches'

/**
 * Every start that nobody asked for: after an end, because a health check failed, because a file changed, because a timer
 * elapsed. All go through one row. Each looks its task up by id: an edit counts from the next start, and what was forgotten starts no more.
 */
export class AutomaticStarts {
  readonly #ground: LifeGround
  readonly #watches: TaskWatches
  /** Runs whose next one is there already. */
  readonly #replaced = new WeakSet<Run>()
  readonly #wereHealthy = new WeakSet<Run>()
  /** Runs of which it was said that they seem to write their own watched files. */
  readonly #toldOfLoop = new WeakSet<Run>()
  /** Starts of a timer that were left out since the last one that was not. */
  readonly #skipped = new WeakMap<Run, number>()

  constructor(ground: LifeGround) {
    this.#ground = ground
    this.#watches = new TaskWatches(warnThrough(ground.events), (id, path, at) => this.#fileChanged(id, path, at))
  }

  /** Somebody asks for a start. Throws `AlreadyRunning` where one lives and the task wants one at a time. */
  asked(task: Task): Run {
    const living = this.#living(task)
    const paused = living.filter((run) => run.extras.startsAt !== undefined && run.state.phase === 'pending')
    const there = living.filter((run) => !paused.includes(run))
    const whenRunning = task.spec.whenRunning ?? WHEN_RUNNING_DEFAULT
    const [first] = there
    if (first && whenRunning === 'refuse') throw alreadyRunning(first, there.length)
    const found = this.foundBeside(task)
    if (found) throw found
    if (first && whenRunning === 'restart') {
      return this.restart(task, { origin: 'restart', reason: 'It was started again.' })
    }
    if (paused.length === 0 || whenRunning === 'another') return this.#ground.start(task)
    // Whoever asks does not wait for the pause of a restart that nobody asked for.
    return this.restart(task, { origin: 'restart', reason: 'Somebody started it.' }, {}, paused)
  }

  /** Somebody asks for a restart. Throws `AlreadyRunning` where a run is there that nobody has taken over yet. */
  askedAgain(task: Task, ask: Ask): Run {
    const found = this.foundBeside(task)
    if (found) throw found
    return this.restart(task, ask)
  }

  /** A run that an earlier engine left alive, and that a start must not be made beside. */
  foundBeside(task: Task): AlreadyRunning | undefined {
    const found = allowsAnother(task) ? undefined : this.#ground.foundAlive(task.id)
    return found && foundRunning(found)
  }

  /** A run of the task is to start: from now on its files are watched, also where the start then fails. */
  created(run: Run): void {
    for (const earlier of this.#ground.runsOf(run.task)) {
      if (earlier.extras.waitsForChange) earlier.show({ waitsForChange: false })
    }
    this.#watches.want(this.#ground.taskById(run.task.id) ?? run.task)
  }

  wasHealthy(run: Run): void {
    this.#wereHealthy.add(run)
  }

  /** After the receipt: starts again where the policy says so, and else waits for a change where files are watched. */
  ended(run: Run): void {
    const { receipt } = run.snapshot()
    if (!receipt || this.#ground.closing() || this.#replaced.has(run)) return
    const task = this.#ground.taskById(run.task.id)
    if (!task || task.spec.kind === 'timer') return
    if (this.#living(task).length > 0 && !allowsAnother(task)) return
    const next = nextStart(task.spec.restart, 'ended', this.#rowOf(run, receipt))
    if (next.start) {
      this.#ground.start(task, { attempt: next.attempt, pauseMs: next.pauseMs })
      return
    }
    if (next.gaveUp) this.#warn(run, `gave up after ${String(run.extras.attempt ?? 1)} starts in a row`)
    if (this.#living(task).length > 0 || !this.#watches.has(task.id)) return
    if (endedByAsk(run, receipt)) return this.#watches.drop(task.id)
    // Not shown before the receipt is written down: with it.
    run.extras = { ...run.extras, waitsForChange: true }
    run.touch()
    this.#ground.events.add(
      run,
      'waits-for-change',
      `main: ${task.name} starts again when a file that it watches changes`,
    )
  }

  /** Its health check failed so often that its task wants another. It counts as failed. */
  unhealthy(run: Run, failure: Statement): void {
    const task = this.#ground.taskById(run.task.id)
    if (!task) return this.#warn(run, `${run.task.name} is unhealthy, and not started again: its task was deleted`)
    const next = nextStart(policyOf(task), 'unhealthy', this.#rowOf(run))
    if (!next.start) {
      const starts = String(run.extras.attempt ?? 1)
      return this.#warn(
        run,
        `gave up after ${starts} starts in a row: ${task.name} is left running as it is, unhealthy`,
      )
    }
    run.failedByUs = true
    run.draft.failure = failure
    this.restart(task, { origin: 'restart', reason: say(failure) }, { attempt: next.attempt, pauseMs: next.pauseMs }, [
      run,
    ])
  }

  /** Ends what lives of the task, or these of its runs, and starts it anew when that is gone. The new run is there at once, waiting. */
  restart(task: Task, ask: Ask, life: StartLife = {}, ending = this.#living(task)): Run {
    const next = this.#ground.start(task, { ...life, after: ending })
    for (const run of ending) {
      this.#replaced.add(run)
      const control = politeControl(run.task.kind, run.state.phase === 'pending')
      inBackground(
        this.#ground.control(run.id, control, { origin: 'restart', ...ask }),
        'ending it for its restart',
        run,
      )
    }
    return next
  }

  /** A timer elapsed that starts this task. Answers with a sentence when there is no such task. */
  elapsed(taskId: TaskId, timer: Run | undefined): string | undefined {
    if (!timer) return undefined
    const task = this.#ground.taskById(taskId)
    if (!task) return `taskId: got "${taskId}", expected the id of a task that was defined and not forgotten.`
    const living = this.#living(task)
    const whenRunning = task.spec.whenRunning ?? WHEN_RUNNING_DEFAULT
    const found = this.foundBeside(task)
    if (found) return this.#skip(timer, found.got)
    const tooMany = whenRunning === 'another' && living.length >= restartLimit(policyOf(task))
    if (living.length > 0 && (whenRunning === 'refuse' || tooMany)) return this.#skip(timer, spokenLiving(task, living))
    const before = this.#skipped.get(timer) ?? 0
    this.#skipped.delete(timer)
    if (before > 1) this.#warn(timer, `${task.name} is started again; ${before} starts were left out`)
    const attempt = this.#attemptAfter(task)
    const life = attempt === undefined ? {} : { attempt }
    if (living.length === 0 || whenRunning === 'another') this.#ground.start(task, life)
    else this.restart(task, { origin: 'restart', reason: `The timer ${timer.task.name} elapsed.` }, life)
    return undefined
  }

  /** The task was edited or forgotten. */
  taskChanged(id: TaskId): void {
    const task = this.#ground.taskById(id)
    if (!task) this.letBe(id)
    else if (this.#watches.has(id)) this.#watches.want(task)
  }

  /** It is not started again by a change of its files. False where nothing of it waited for one. */
  letBe(id: TaskId): boolean {
    const waiting = this.#ground.runsOf({ id }).filter((run) => run.extras.waitsForChange)
    this.#watches.drop(id)
    for (const run of waiting) run.show({ waitsForChange: false })
    return waiting.length > 0
  }

  /** Withdraws the wait of an ended run for its files. False where it does not wait. */
  waitNoMore(run: Run): boolean {
    if (!run.extras.waitsForChange || !this.letBe(run.task.id)) return false
    const text = `main: cancel accepted: ${run.task.name} waits for its files no more`
    this.#ground.events.add(run, 'control-answered', text)
    return true
  }

  close(): void {
    this.#watches.close()
  }

  #fileChanged(id: TaskId, path: string, at: number): void {
    const task = this.#ground.taskById(id)
    if (!task || this.#ground.closing()) return
    const reason = `${path} changed.`
    const living = this.#living(task)
    const ran = this.#ground.runsOf(task).findLast((run) => run.state.phase !== 'pending')
    const own = ran && mayBeItsOwnWrite(momentIn(ran, at)) ? ran : undefined
    const waiting = living.find((run) => run.state.phase === 'pending')
    // It has not read the file yet. Only a pause is not waited out: the mistake may be mended.
    if (waiting && (own || waiting.extras.startsAt === undefined)) return
    // Somebody asked it to end: that counts, and what is stuck is theirs to decide.
    if (!waiting && living.some((run) => run.state.phase === 'stopping' || run.state.phase === 'stuck')) return
    if (!own) {
      this.restart(task, { origin: 'restart', reason })
      return
    }
    const next = nextStart(policyOf(task), 'changed', this.#rowOf(own))
    if (!next.start) return this.#gaveUpOnChanges(own, task, path)
    const { attempt, pauseMs } = next
    if (pauseMs > 0) this.#warn(own, spokenBrake(task.name, path, attempt - 1, pauseMs))
    this.restart(task, { origin: 'restart', reason }, pauseMs > 0 ? { attempt, pauseMs } : { attempt })
  }

  /** The files of a program that writes them itself change again and again: said once for each run. */
  #gaveUpOnChanges(ran: Run, task: Task, path: string): void {
    if (this.#toldOfLoop.has(ran)) return
    this.#toldOfLoop.add(ran)
    this.#warn(ran, spokenLoop(task.name, path, ran.extras.attempt ?? 1))
  }

  #skip(timer: Run, what: string): undefined {
    const before = this.#skipped.get(timer) ?? 0
    this.#skipped.set(timer, before + 1)
    if (before === 0) this.#warn(timer, `${what}: this start is left out, and so is each until then`)
  }

  /** A task that a timer starts and that fails each time does not get a new row of restarts each time. */
  #attemptAfter(task: Task): number | undefined {
    const last = this.#ground.runsOf(task).at(-1)
    const { receipt } = last?.snapshot() ?? {}
    if (!last || receipt?.outcome !== 'failed' || stood(policyOf(task), this.#rowOf(last, receipt))) return undefined
    return (last.extras.attempt ?? 1) + 1
  }

  #living(task: Task): readonly Run[] {
    return this.#ground.runsOf(task).filter((run) => run.state.phase !== 'ended')
  }

  #rowOf(run: Run, receipt?: Receipt): RowRun {
    return rowOfRun(run, this.#wereHealthy.has(run), receipt)
  }

  #warn(run: Run, text: string): void {
    this.#ground.events.add(run, 'warning', `main: ${text}`)
  }
}

function policyOf({ spec }: Task): RestartPolicy | undefined {
  return spec.kind === 'timer' ? undefined : spec.restart
}

function allowsAnother({ spec }: Task): boolean {
  return spec.whenRunning === 'another'
}
