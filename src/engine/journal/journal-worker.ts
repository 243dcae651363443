import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { unreachable } from '@contract/unreachable'
import { connect } from './connection'
import { JournalFile } from './journal-file'
import { spokenProblem } from './spoken-problem'
import type { JournalReply, JournalRequest, JournalThreadData, Put } from './worker-protocol'

/** The thread that alone touches the file: a slow disk never makes the engine wait for anything but the answer. */
function serve(port: MessagePort, data: JournalThreadData): void {
  const file = new JournalFile(data.path, data.instance)
  const waiting: JournalRequest[] = []
  let scheduled = false

  const answer = (id: number, work: () => unknown): void => {
    let reply: JournalReply
    try {
      reply = { id, ok: true, value: work() }
    } catch (error) {
      reply = { id, ok: false, problem: spokenProblem(error) }
    }
    port.postMessage(reply)
  }

  /** Puts that came together share one commit: a hundred runs that end at once wait for the disk once. */
  const putTogether = (first: Put, firstId: number): void => {
    const ids = [firstId]
    const puts = [first]
    for (let next = waiting[0]; next?.op === 'put'; next = waiting[0]) {
      waiting.shift()
      ids.push(next.id)
      puts.push(next.put)
    }
    let replyOf = (id: number): JournalReply => ({ id, ok: true, value: undefined })
    try {
      file.put(puts)
    } catch (error) {
      const problem = spokenProblem(error)
      replyOf = (id) => ({ id, ok: false, problem })
    }
    for (const id of ids) port.postMessage(replyOf(id))
  }

  const work = (request: JournalRequest): void => {
    switch (request.op) {
      case 'open':
        return answer(request.id, () => file.open())
      case 'put':
        return putTogether(request.put, request.id)
      case 'note':
        return answer(request.id, () => file.note(request.rows))
      case 'history':
        return answer(request.id, () => file.history(request.taskId, request.limit))
      case 'run':
        return answer(request.id, () => file.run(request.runId))
      case 'tidy':
        return answer(request.id, () => file.tidy(request.retention))
      case 'replace':
        return answer(request.id, () => file.replace(request.why))
      case 'close':
        answer(request.id, () => file.close())
        return port.close()
      default:
        return unreachable(request)
    }
  }

  port.on('message', (request: JournalRequest) => {
    waiting.push(request)
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      for (let next = waiting.shift(); next; next = waiting.shift()) work(next)
    })
  })
}

/** Answers with what `quick_check` said first: `ok`, or what is wrong. */
function check(port: MessagePort, { path }: JournalThreadData): void {
  let said: string
  try {
    const connection = connect(path, 'normal')
    const row = connection.prepare('PRAGMA quick_check(1)').get()
    said = typeof row === 'object' && row !== null ? String(Object.values(row)[0]) : '?'
    connection.close()
  } catch (error) {
    said = spokenProblem(error)
  }
  port.postMessage(said)
  port.close()
}

if (parentPort) {
  const data = workerData as JournalThreadData
  if (data.mode === 'check') check(parentPort, data)
  else serve(parentPort, data)
}
