import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { unreachable } from '@contract/unreachable'
import { connect, loadLibrary } from './connection'
import { JournalFile } from './journal-file'
import { NativeCalls } from './native-calls'
import { spokenProblem } from './spoken-problem'
import type { WrittenRun } from './put-run'
import type { JournalPlace, JournalReply, JournalRequest, JournalThreadData } from './worker-protocol'

/** The thread that alone touches the file: a slow disk never makes the engine wait for anything but the answer. */
class JournalServer {
  readonly #port: MessagePort
  readonly #file: JournalFile
  readonly #calls: NativeCalls
  readonly #waiting: JournalRequest[] = []
  #replies: JournalReply[] = []
  #scheduled = false
  #closing = false

  constructor(port: MessagePort, { path, instance }: JournalPlace, calls: NativeCalls) {
    this.#port = port
    this.#file = new JournalFile(path, instance)
    this.#calls = calls
    port.on('message', (requests: readonly JournalRequest[]) => {
      this.#waiting.push(...requests)
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => this.#workAll())
    })
  }

  #workAll(): void {
    this.#scheduled = false
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#work(next)
    this.#tell()
    if (this.#closing) this.#port.close()
  }

  #work(request: JournalRequest): void {
    const { id } = request
    switch (request.op) {
      case 'open':
        return this.#answer(id, (file) => file.open())
      case 'put':
        return this.#putTogether(request.run, id)
      case 'note':
        return this.#answer(id, (file) => file.note(request.events))
      case 'history':
        return this.#answer(id, (file) => file.history(request.taskId, request.limit, request.except))
      case 'run':
        return this.#answer(id, (file) => file.run(request.runId))
      case 'tidy':
        return this.#answer(id, (file) => file.tidy(request.retention))
      case 'replace':
        return this.#answer(id, (file) => file.replace(request.why))
      case 'close':
        this.#closing = true
        return this.#answer(id, (file) => file.close())
      default:
        return unreachable(request)
    }
  }

  #answer(id: number, work: (file: JournalFile) => unknown): void {
    let reply: JournalReply
    try {
      reply = { id, ok: true, value: this.#calls.during(() => work(this.#file)) }
    } catch (error) {
      reply = { id, ok: false, problem: spokenProblem(error) }
    }
    this.#replies.push(reply)
  }

  /** Puts that came together share one commit: a hundred runs that end at once wait for the disk once. */
  #putTogether(first: WrittenRun, firstId: number): void {
    const ids = [firstId]
    const runs = [first]
    for (let next = this.#waiting[0]; next?.op === 'put'; next = this.#waiting[0]) {
      this.#waiting.shift()
      ids.push(next.id)
      runs.push(next.run)
    }
    let problem: string | undefined
    try {
      this.#calls.during(() => this.#file.put(lastOfEach(runs)))
    } catch (error) {
      problem = spokenProblem(error)
    }
    for (const id of ids)
      this.#replies.push(problem === undefined ? { id, ok: true, value: undefined } : { id, ok: false, problem })
    // Somebody waits for it; what else came with it may take longer.
    this.#tell()
  }

  #tell(): void {
    if (this.#replies.length > 0) this.#port.postMessage(this.#replies)
    this.#replies = []
  }
}

/** Of the states of one run in one commit only the last one counts; one that has ended stays ended, and keeps its receipt. */
function lastOfEach(runs: readonly WrittenRun[]): readonly WrittenRun[] {
  const last = new Map<string, WrittenRun>()
  for (const run of runs) {
    const before = last.get(run.id)
    if (before?.ended === 1 && run.ended === 0) continue
    last.set(run.id, run.receipt === undefined && before ? { ...run, receipt: before.receipt } : run)
  }
  return [...last.values()]
}

/** Answers with what `quick_check` said first: `ok`, or what is wrong. */
function check(port: MessagePort, path: string, calls: NativeCalls): void {
  let said: string
  try {
    const row = calls.during(() => quickCheck(path))
    said = typeof row === 'object' && row !== null ? String(Object.values(row)[0]) : '?'
  } catch (error) {
    said = spokenProblem(error)
  }
  port.postMessage(said)
  port.close()
}

function quickCheck(path: string): unknown {
  const connection = connect(path, 'normal')
  try {
    return connection.prepare('PRAGMA quick_check(1)').get()
  } finally {
    connection.close()
  }
}

/** Loads the library before it is asked for anything. What is wrong with it is said by the first request that needs it. */
function prepare(calls: NativeCalls): void {
  try {
    calls.during(loadLibrary)
  } catch {
    // Said later.
  }
}

if (parentPort) {
  const port = parentPort
  const data = workerData as JournalThreadData
  const calls = new NativeCalls(data.calls)
  if (data.mode === 'check') check(port, data.path, calls)
  else {
    port.once('message', (place: JournalPlace) => new JournalServer(port, place, calls))
    prepare(calls)
  }
}
