import type { Engine } from '@contract/engine'
import type { RunId, TaskId } from '@contract/ids'
import { politeControl } from '@contract/kind'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import type { StackReceipt, StillThere } from '@contract/stack'
import type { Ask } from '@contract/stop'
import { say } from '@vocabulary/sentences/say'
import { monotonicMs, wallMs } from '../clock/clock'
import { settled } from './run-settled'
import { stackReceipt, type GoneRun } from './stack-receipt'
import { dependentsOf, type OrderedTask } from './stack-order'

export interface StackMember extends OrderedTask {
  readonly id: TaskId
}

type StopEngine = Pick<Engine, 'runs' | 'run' | 'stop' | 'cancel' | 'ended' | 'onRunChange'>

/**
 * Stops all that lives of a stack, each task as soon as those that depend on it are gone. Resolves when all are gone, or
 * when what is left does not move any more: then the receipt says who, and who was therefore not asked.
 */
export async function stopStack(
  stack: string,
  members: readonly StackMember[],
  engine: StopEngine,
  ask: Ask,
): Promise<StackReceipt> {
  const startedAt = wallMs()
  const from = monotonicMs()
  const gone: GoneRun[] = []
  const stillThere: StillThere[] = []
  const ends = new Map<string, Promise<boolean>>()

  const stopRun = async (run: RunSnapshot): Promise<boolean> => {
    const askedMs = monotonicMs() - from
    const how = politeControl(run.kind, run.phase === 'pending')
    const waits = settled(run.id, engine)
    const answer = await engine[how](run.id, ask)
    // Refused because it has just ended, or because a stop is under way already: that is waited for as well.
    const phase = engine.run(run.id)?.phase
    if (!answer.accepted && phase !== 'ended' && phase !== 'stopping' && phase !== undefined) {
      waits.drop()
      stillThere.push({
        ...whoIs(run),
        asked: true,
        why: answer.reason ? say(answer.reason) : `Its ${how} was refused.`,
      })
      return false
    }
    const why = await waits.why
    if (why !== undefined) {
      stillThere.push({ ...whoIs(run), asked: true, why })
      return false
    }
    gone.push({ receipt: await receiptOf(run.id, engine), askedMs, goneMs: monotonicMs() - from, ...whoIs(run) })
    return true
  }

  const stopMember = async (member: StackMember): Promise<boolean> => {
    const dependents = members.filter(({ name }) => dependentsOf(member.name, members).includes(name))
    const before = await Promise.all(dependents.map(async ({ name }) => ({ name, isGone: await ends.get(name) })))
    const holding = before.filter(({ isGone }) => isGone === false).map(({ name }) => name)
    let live = liveRuns(member.id, engine)
    if (holding.length > 0) {
      const why = `It was not asked: ${holding.join(', ')} ${holding.length === 1 ? 'depends' : 'depend'} on it and ${holding.length === 1 ? 'is' : 'are'} still there.`
      stillThere.push(...live.map((run) => ({ ...whoIs(run), asked: false, why })))
      return live.length === 0
    }
    // A restart that was already on its way shows up as one more run.
    while (live.length > 0) {
      const all = await Promise.all(live.map(stopRun))
      if (all.includes(false)) return false
      live = liveRuns(member.id, engine)
    }
    return true
  }

  // What has ended and waits for its files would start again after the stop.
  const waiting = engine.runs().filter((run) => run.waitsForChange && members.some(({ id }) => id === run.taskId))
  await Promise.all(waiting.map((run) => engine.cancel(run.id, ask)))
  // Each begins a turn later, so that the promise of every dependent is there when it is looked up.
  for (const member of members)
    ends.set(
      member.name,
      Promise.resolve().then(() => stopMember(member)),
    )
  await Promise.all(ends.values())
  return stackReceipt({ stack, startedAt, endedAt: wallMs(), totalMs: monotonicMs() - from, gone, stillThere })
}

function liveRuns(task: TaskId, engine: StopEngine): readonly RunSnapshot[] {
  return engine.runs().filter((run) => run.taskId === task && run.phase !== 'ended')
}

function whoIs(run: RunSnapshot): { readonly name: string; readonly runId: RunId } {
  return { name: run.name, runId: run.id }
}

async function receiptOf(run: RunId, engine: StopEngine): Promise<Receipt | undefined> {
  try {
    return await engine.ended(run)
  } catch {
    // It was taken off the board in the meantime: gone, but nothing is known about how.
    return undefined
  }
}
