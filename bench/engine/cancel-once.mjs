import { now } from '../clock.mjs'

const COROUTINE = { kind: 'coroutine', name: 'bench coroutine', workload: 'lab/coroutine' }
const EXECUTOR = { name: 'bench', maxWorkers: 1 }
const FUTURE = { kind: 'future', name: 'bench future', workload: 'lab/job', executor: EXECUTOR }

let busy

/** The host is there, and one future holds the only worker: whatever comes after it is pending. */
export async function openHost(engine) {
  if (busy) return
  busy = engine.start(engine.define({ ...FUTURE, params: { seconds: 1_000 } }, { saved: false }).id).id
  await event(engine, busy, ({ type }) => type === 'run-started')
}

/** Milliseconds from the ask to what shows that it took effect: the coroutine's own word, the future's end. */
export async function cancelOnce(engine, kind) {
  const { id } = engine.start(engine.define(kind === 'coroutine' ? COROUTINE : FUTURE, { saved: false }).id)
  const isUp = kind === 'coroutine' && event(engine, id, ({ text }) => text === 'coroutine: up')
  await isUp
  const seen =
    kind === 'coroutine'
      ? event(engine, id, ({ text }) => text === 'coroutine: cancelled, cleaning up')
      : event(engine, id, ({ type }) => type === 'run-ended')
  const at = now()
  const answer = await engine.cancel(id)
  if (!answer.accepted) throw new Error(`cancel of a ${kind} was refused: ${answer.reason}`)
  await seen
  const ms = now() - at
  await engine.ended(id)
  return ms
}

function event(engine, runId, isIt) {
  return new Promise((resolve) => {
    const undo = engine.onEvent((each) => {
      if (each.runId !== runId || !isIt(each)) return
      undo()
      resolve()
    })
  })
}
