import type { Listener, Probe } from '@contract/life'
import { allOf, type Statement } from '@contract/statement'
import type { ProcessTaskSpec } from '@contract/task'
import { unreachable } from '@contract/unreachable'
import { messageOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'
import { within } from '../clock/patience'
import { inBackground } from '../in-background'
import type { RunBody } from '../kinds/task-kind'
import { commandText } from '../processes/command-text'
import { askHttp, portOf } from './http-probe'
import type { Listeners } from './listeners'
import { askPort, type ProbeAnswer } from './port-probe'

/** Everything but a line, which is heard and not looked for. */
export type AskingProbe = Exclude<Probe, { readonly line: string }>

const LONGEST_COMMAND = 200

export interface ProbeGround {
  /** Starts a command in the family of the run that is looked at. */
  readonly look: NonNullable<RunBody['look']>
  /** Who listens on a port: the run, or somebody else. */
  readonly listeners: Pick<Listeners, 'judge'>
  /** Aborted when the run is over: a look that is under way then ends at once. */
  readonly over: AbortSignal
}

/** The ports at which a task is asked. */
export function portsAsked({ ready, health }: Pick<ProcessTaskSpec, 'ready' | 'health'>): readonly number[] {
  return [ready?.probe, health?.probe].flatMap((probe) => {
    if (probe === undefined || 'line' in probe || 'command' in probe || probe.listener === 'any') return []
    return 'port' in probe ? [probe.port] : [portOf(new URL(probe.http))]
  })
}

/** Looks once. Settles within `timeoutMs`, never rejects, and leaves neither socket nor process behind. */
export async function askProbe(probe: AskingProbe, ground: ProbeGround, timeoutMs: number): Promise<ProbeAnswer> {
  try {
    return await asked(probe, ground, timeoutMs)
  } catch (error) {
    return {
      yes: false,
      evidence: { code: 'look-threw', error: messageOf(error) },
    }
  }
}

async function asked(probe: AskingProbe, ground: ProbeGround, timeoutMs: number): Promise<ProbeAnswer> {
  if ('command' in probe) return askCommand(probe.command, ground, timeoutMs)
  if ('port' in probe) {
    const answer = await askPort(probe.port, timeoutMs, ground.over)
    return answer.yes ? ofTheRun(answer.evidence, [probe.port], probe.listener, ground) : answer
  }
  if ('http' in probe) {
    const { ports, ...answer } = await askHttp(probe.http, timeoutMs, ground.over)
    return answer.yes ? ofTheRun(answer.evidence, ports, probe.listener, ground) : answer
  }
  return unreachable(probe)
}

/** Whoever holds a port answers on it: what a stranger says tells nothing of the run. */
async function ofTheRun(
  evidence: Statement,
  ports: readonly number[],
  listener: Listener | undefined,
  { listeners }: ProbeGround,
): Promise<ProbeAnswer> {
  if (listener === 'any') return { yes: true, evidence }
  for (const port of ports) {
    const { own, remark } = await listeners.judge(port)
    if (!own) return { yes: false, evidence: remark, stranger: true }
    if (remark) return { yes: true, evidence: allOf(evidence, remark) }
  }
  return { yes: true, evidence }
}

async function askCommand(command: readonly string[], ground: ProbeGround, timeoutMs: number): Promise<ProbeAnswer> {
  const shown = commandText(command).slice(0, LONGEST_COMMAND)
  const until = monotonicMs() + timeoutMs
  const coming = ground.look(command)
  const started = await within(timeoutMs, coming)
  if (!started) {
    // A disk that does not answer: what it starts after all is of no use any more.
    inBackground(
      coming.then((late) => late.ok && late.helper.end()),
      'ending a look that came too late',
    )
    return { yes: false, evidence: { code: 'look-late', command: shown, to: 'start', afterMs: timeoutMs } }
  }
  if (!started.ok)
    return { yes: false, evidence: { code: 'look-not-started', command: shown, problem: started.problem } }
  const { helper } = started
  const end = (): void => helper.end()
  ground.over.addEventListener('abort', end)
  const exit = await within(until - monotonicMs(), helper.ended)
  ground.over.removeEventListener('abort', end)
  if (exit)
    return {
      yes: exit.code === 0,
      evidence: { code: 'look-ended', command: shown, exit },
    }
  end()
  return { yes: false, evidence: { code: 'look-late', command: shown, to: 'end', afterMs: timeoutMs } }
}
