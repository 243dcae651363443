import { asRunId, asTaskId } from '@contract/ids'
import { type Kind, KINDS } from '@contract/kind'
import { type Receipt, type Verdict, VERDICTS } from '@contract/receipt'
import { type Phase, PHASES, type RunSnapshot } from '@contract/run'
import { type Outcome, OUTCOMES } from '@contract/outcome'
import { defined } from '@tools/defined'
import { verbatim } from '@contract/statement'
import { sampleReceipt } from './sample-receipt'

const NOT_NOW = { offered: false, why: verbatim('It has ended') }

export interface SampleWish {
  readonly kind: Kind
  readonly phase: Phase
  readonly outcome?: Outcome
  readonly verdict?: Verdict
}

/** Every kind × phase, and for ended runs every outcome × verdict. */
export function sampleWishes(): readonly SampleWish[] {
  return KINDS.flatMap((kind) => [
    ...PHASES.filter((phase) => phase !== 'ended').map((phase) => ({ kind, phase })),
    ...OUTCOMES.flatMap((outcome) => VERDICTS.map((verdict) => ({ kind, phase: 'ended' as const, outcome, verdict }))),
  ])
}

/** A run in the wished state, as the engine would describe it at `now`. */
export function sampleRun(wish: SampleWish, now: number): RunSnapshot {
  const { kind, phase, outcome, verdict } = wish
  const name = [kind, phase === 'ended' ? outcome : phase, verdict].filter(Boolean).join(' ')
  const alive = phase !== 'ended'
  const hasPid = kind === 'process' && phase !== 'pending'
  return {
    id: asRunId(`sample-${name}`),
    taskId: asTaskId(`sample-${name}`),
    name,
    kind,
    revision: 1,
    phase,
    ...defined({ outcome }),
    ...(hasPid ? { pid: 4312 } : {}),
    createdAt: now - 65_000,
    ...(phase === 'pending' ? {} : { startedAt: now - 64_000 }),
    ...(alive ? {} : { endedAt: now - 2_000 }),
    ...(kind === 'generator' && alive ? { progress: 0.42 } : {}),
    lastLine: '\u001b[32mready\u001b[0m in 312 ms, listening on http://127.0.0.1:5173',
    ...(phase === 'stuck'
      ? { waitingFor: verbatim('It ignored its stop event for 5.0 s; its thread is still running') }
      : {}),
    ...(phase === 'pending' ? { waitingFor: verbatim('Waits for a free worker of the executor “default”') } : {}),
    commandLine: kind === 'process' ? 'node server.js --port 5173' : 'lab/ticker',
    controls: {
      stop: alive ? { offered: true } : NOT_NOW,
      terminate: alive ? { offered: true } : NOT_NOW,
      cancel: phase === 'pending' ? { offered: true } : { offered: false, why: verbatim('It has already started') },
    },
    ...(phase === 'stopping' ? { stop: sampleStop(now) } : {}),
    ...(outcome === undefined || verdict === undefined
      ? {}
      : { receipt: sampleReceipt({ kind, name, outcome, verdict, endedAt: now - 2_000 }) satisfies Receipt }),
    ...(hasPid && alive ? { family: [{ pid: 4312, command: 'node server.js', role: 'leader' as const }] } : {}),
    outputBytes: 1_200,
    blindSpots: [],
  }
}

function sampleStop(now: number): NonNullable<RunSnapshot['stop']> {
  return {
    control: 'stop',
    origin: 'user',
    askedAt: now - 1_800,
    steps: [
      { send: 'SIGTERM', patienceMs: 5_000, sentAt: now - 1_800 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
    current: 0,
    nextAt: now + 3_200,
  }
}
