import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { unreachable } from '@contract/unreachable'
import { connect, loadLibrary } from './connection'
import { JournalFile } from './journal-file'
import { NativeCalls } from './native-calls'
import { spokenProblem } from './spoken-problem'
import type { WrittenRun } from './put-run'
import type { JournalPlace, JournalReply, JournalRequest, JournalThreadData } from './worker-protocol'

/** The thread that alone touches the file: a slow disk never makes the engine wait for anything but the answer. */
function serve(port: MessagePort, { path, instance }: JournalPlace, calls: NativeCalls): void {
  const file = new JournalFile(path, instance)
  const waiting: JournalRequest[] = []
  let replies: JournalReply[] = []
  let scheduled = false
  let closing = false

  const answer = (id: number, work: () => unknown): void => {
    let reply: JournalReply
    try {
      reply = { id, ok: true, value: calls.during(work) }
    } catch (error) {
      reply = { id, ok: false, problem: spokenProblem(error) }
    }
    replies.push(reply)
  }

  const tell = (): void => {
    if (replies.length > 0) port.postMessage(replies)
    replies = []
  }

  /** Puts that came together share one commit: a hundred runs that end at once wait for the disk once. */
  const putTogether = (first: WrittenRun, firstId: number): void => {
    const ids = [firstId]
    const runs = [first]
    for (let next = waiting[0]; next?.op === 'put'; next = waiting[0]) {
      waiting.shift()
      ids.push(next.id)
      runs.push(next.run)
    }
    let problem: string | undefined
    try {
      calls.during(() => file.put(lastOfEach(runs)))
    } catch (error) {
      problem = spokenProblem(error)
    }
    for (const id of ids)
      replies.push(problem === undefined ? { id, ok: true, value: undefined } : { id, ok: false, problem })
    // Somebody waits for it; what else came with it may take longer.
    tell()
  }

  const work = (request: JournalRequest): void => {
    switch (request.op) {
      case 'open':
        return answer(request.id, () => file.open())
      case 'put':
        return putTogether(request.run, request.id)
      case 'note':
        return answer(request.id, () => file.note(request.events))
      case 'history':
        return answer(request.id, () => file.history(request.taskId, request.limit, request.except))
      case 'run':
        return answer(request.id, () => file.run(request.runId))
      case 'tidy':
        return answer(request.id, () => file.tidy(request.retention))
      case 'replace':
        return answer(request.id, () => file.replace(request.why))
      case 'close':
        closing = true
        return answer(request.id, () => file.close())
      default:
        return unreachable(request)
    }
  }

  port.on('message', (requests: readonly JournalRequest[]) => {
    waiting.push(...requests)
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      for (let next = waiting.shift(); next; next = waiting.shift()) work(next)
      tell()
      if (closing) port.close()
    })
  })
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
    port.once('message', (place: JournalPlace) => serve(port, place, calls))
    prepare(calls)
  }
}
