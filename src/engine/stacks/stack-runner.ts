import type { Engine } from '@contract/engine'
import { asTaskId, type TaskId } from '@contract/ids'
import type {
  OpenStack,
  StackAnswer,
  StackDraft,
  StackIssue,
  StackReceipt,
  StackRestart,
  StackStart,
  StackTaskSpec,
} from '@contract/stack'
import { parseTaskSpec } from '@vocabulary/parse-task-spec'
import type { RunSnapshot } from '@contract/run'
import type { Ask } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { AlreadyRunning } from '../lives/already-running'
import { SpecError } from '../spec-error'
import { issueAt } from './source-places'
import { orderedTask, startOrder } from './stack-order'
import { stopStack, type StackMember } from './stack-stop'

/** The open stacks of an engine. Opening one defines its tasks and starts nothing. */
export class StackRunner {
  readonly #engine: Engine
  readonly #files = new Map<string, string>()
  readonly #stopping = new Map<string, Promise<StackReceipt>>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** Reads a file and opens what is in it. Of a bad file nothing is taken: what was open stays as it is. */
  async openFile(path: string): Promise<StackAnswer> {
    const { loadStackFile } = await import('./read-stack-file')
    const answer = await loadStackFile(path)
    if (!answer.ok) return answer
    const other = this.#otherFile(answer.stack)
    if (other !== undefined) return { ok: false, issues: [nameTaken(answer.stack, other)] }
    this.openStack(answer.stack)
    return answer
  }

  /** Defines the tasks of a stack. Throws `SpecError` before anything is kept when one cannot be. One of that name that is open already is replaced; its live runs go on as they are. */
  openStack(draft: StackDraft): OpenStack {
    const other = this.#otherFile(draft)
    if (other !== undefined) throw new SpecError([nameTaken(draft, other)])
    // All or nothing: a draft that somebody made by hand is checked before the first task of it is kept.
    for (const spec of draft.tasks) {
      const parsed = parseTaskSpec(withStart(spec, undefined))
      const [first, ...more] = parsed.ok ? [] : parsed.issues
      if (first) throw new SpecError([first, ...more])
    }
    const before = new Map(this.#tasksOf(draft.name).map((task) => [task.name, task.id]))
    const ids = new Map<string, TaskId>()
    const define = (spec: StackTaskSpec, start?: TaskId): void => {
      const replaces = ids.get(spec.name) ?? before.get(spec.name)
      const options = { stack: draft.name, ...defined({ replaces }) }
      ids.set(spec.name, this.#engine.define(withStart(spec, start), options).id)
    }
    for (const spec of draft.tasks) define(spec)
    // Only now is the id of every task known that a timer may start.
    for (const spec of draft.tasks) {
      if (spec.kind === 'timer' && 'startTask' in spec.action) define(spec, ids.get(spec.action.startTask))
    }
    for (const [name, id] of before) if (!ids.has(name)) this.#engine.forget(id)
    if (draft.file === undefined) this.#files.delete(draft.name)
    else this.#files.set(draft.name, draft.file)
    return this.#open(draft.name)
  }

  /** Also those whose tasks were saved by an earlier engine. */
  stacks(): readonly OpenStack[] {
    const names = this.#engine.tasks().flatMap(({ stack }) => (stack === undefined ? [] : [stack]))
    return [...new Set(names)].map((name) => this.#open(name))
  }

  /** An open stack as its tasks are now, for `exportStack`; `undefined` when none of that name is open. */
  draft(name: string): StackDraft | undefined {
    const tasks = this.#tasksOf(name)
    if (tasks.length === 0) return undefined
    const file = this.#files.get(name)
    const nameOf = (id: TaskId): string => this.#engine.tasks().find((task) => task.id === id)?.name ?? id
    const specs = tasks.map(({ spec }): StackTaskSpec => {
      if (spec.kind !== 'timer') return spec
      const { action, ...rest } = spec
      return { ...rest, action: 'log' in action ? action : { startTask: nameOf(action.start) } }
    })
    return { name, ...defined({ file }), tasks: specs }
  }

  /** Starts what is not running, dependencies first; the engine lets each wait for those it depends on. */
  startAll(name: string): StackStart {
    const nothing = { started: [], alreadyRunning: [] }
    if (this.#stopping.has(name)) {
      return { accepted: false, reason: `${name} is being stopped: start it when that is done.`, ...nothing }
    }
    const members = this.#members(name)
    if (members.length === 0) return { accepted: false, reason: `No stack of the name ${name} is open.`, ...nothing }
    const live = this.#liveTasks()
    const running = members.filter(({ id }) => live.has(id)).map((member) => member.name)
    const order = startOrder(members).flat()
    const found: string[] = []
    const started = order.flatMap((each) => {
      const member = members.find((one) => one.name === each)
      // Looked up again: the start of another may have started it.
      return !member || this.#liveTasks().has(member.id) ? [] : this.#startMember(member, found)
    })
    return { accepted: true, started, alreadyRunning: [...running, ...found] }
  }

  /** Asked twice, it is one stop with one receipt. */
  stopAll(name: string, ask: Ask = {}): Promise<StackReceipt> {
    const under = this.#stopping.get(name)
    if (under) return under
    const asked: Ask = { origin: ask.origin ?? 'user', reason: ask.reason ?? `the stack ${name} was asked to stop` }
    const stop = stopStack(name, this.#members(name), this.#engine, asked).finally(() => this.#stopping.delete(name))
    this.#stopping.set(name, stop)
    return stop
  }

  /** Stops all and starts all again; what is still there after the stop keeps all from being started. */
  async restartAll(name: string, ask: Ask = {}): Promise<StackRestart> {
    const receipt = await this.stopAll(name, { origin: 'restart', ...ask })
    if (receipt.stillThere.length === 0) return { receipt, start: this.startAll(name) }
    const left = receipt.stillThere.map((each) => each.name).join(', ')
    const reason = `Nothing was started again: still there are ${left}.`
    return { receipt, start: { accepted: false, reason, started: [], alreadyRunning: [] } }
  }

  /** Takes the tasks of a stack off the board. Refused while one of them runs. */
  close(name: string): { readonly closed: boolean; readonly reason?: string } {
    const tasks = this.#tasksOf(name)
    if (tasks.length === 0) return { closed: false, reason: `No stack of the name ${name} is open.` }
    const live = this.#liveTasks()
    const running = tasks.filter(({ id }) => live.has(id)).map((task) => task.name)
    if (running.length > 0) return { closed: false, reason: `Stop it first: ${running.join(', ')} not gone yet.` }
    for (const { id } of tasks) this.#engine.forget(id)
    this.#files.delete(name)
    return { closed: true }
  }

  /** One that an earlier engine left alive is not on the board, and runs all the same. */
  #startMember({ id, name }: StackMember, found: string[]): readonly RunSnapshot[] {
    try {
      return [this.#engine.start(id)]
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error
      found.push(name)
      return []
    }
  }

  /** The file of an open stack that has this one's name and is another. */
  #otherFile({ name, file }: StackDraft): string | undefined {
    const open = this.#files.get(name)
    return open === file || file === undefined ? undefined : open
  }

  #open(name: string): OpenStack {
    const file = this.#files.get(name)
    const tasks = this.#tasksOf(name).map(({ id, name: task }) => ({ id, name: task }))
    return { name, ...defined({ file }), tasks }
  }

  #tasksOf(stack: string) {
    return this.#engine.tasks().filter((task) => task.stack === stack)
  }

  #members(stack: string): readonly StackMember[] {
    return this.#tasksOf(stack).map(({ id, name, spec }) => ({ ...orderedTask(spec), name, id }))
  }

  #liveTasks(): ReadonlySet<TaskId> {
    return new Set(this.#engine.runs().flatMap(({ taskId, phase }) => (phase === 'ended' ? [] : [taskId])))
  }
}

function nameTaken({ name, file = '' }: StackDraft, other: string): StackIssue {
  const expected = `another name: a stack of that name is open from ${other}`
  return issueAt(file, { line: 1, column: 1 }, 'name', JSON.stringify(name), expected)
}

function withStart(spec: StackTaskSpec, start: TaskId | undefined): TaskSpec {
  if (spec.kind !== 'timer') return spec
  const { action, ...rest } = spec
  return { ...rest, action: 'log' in action ? action : { start: start ?? asTaskId('not-known-yet') } }
}
