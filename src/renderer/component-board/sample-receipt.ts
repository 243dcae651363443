import { asRunId, asTaskId } from '@contract/ids'
import type { Kind } from '@contract/kind'
import type { Receipt, ReceiptStep, Verdict } from '@contract/receipt'
import type { Outcome } from '@contract/outcome'
import { verbatim } from '@contract/statement'

export interface ReceiptWish {
  readonly kind: Kind
  readonly name: string
  readonly outcome: Outcome
  readonly verdict: Verdict
  readonly endedAt: number
}

const SUMMARIES: Readonly<Record<Verdict, string>> = {
  clean: 'clean, 312 ms',
  forced: 'forced after 5.0 s: ignored SIGTERM',
  survivors: '2 survivors had to be ended',
  leaked: 'leaked a listening port',
  refused: 'refused: already running',
  swallowed: 'swallowed: caught the cancellation and returned',
  'cut-short': 'cut short: forced while its cleanup ran',
  unknown: 'what happened was not seen',
}

/** A receipt with the wished verdict and everything that belongs to it. */
export function sampleReceipt(wish: ReceiptWish): Receipt {
  const { kind, name, outcome, verdict, endedAt } = wish
  const forced = verdict === 'forced' || verdict === 'cut-short'
  const goneMs = forced ? 5_041 : 312
  return {
    runId: asRunId(`sample-${name}`),
    taskId: asTaskId(`sample-${name}`),
    name,
    kind,
    control: 'stop',
    origin: 'user',
    verdict,
    summary: SUMMARIES[verdict],
    outcome,
    ...(outcome === 'failed'
      ? { failure: verbatim('Got exit code 1, expected 0: Error: listen EADDRINUSE 127.0.0.1:5173') }
      : {}),
    exit: forced ? { code: null, signal: 'SIGKILL' } : { code: outcome === 'failed' ? 1 : 0, signal: null },
    steps: steps(verdict, goneMs),
    ladder: [
      { send: 'SIGTERM', ms: 1, patienceMs: 5_000, deliveredTo: 3 },
      ...(forced ? [{ send: 'SIGKILL' as const, ms: 5_003, patienceMs: 2_000, deliveredTo: 3 }] : []),
    ],
    cleanups: [{ name: 'close the server', startedMs: 14, ...(forced ? {} : { finishedMs: 298 }) }],
    survivors:
      verdict === 'survivors'
        ? [
            survivor(4312, '/usr/bin/node worker.js', 'mark', 'SIGTERM', 402),
            survivor(4315, 'esbuild --service=0.21.5 --ping', 'group', 'SIGKILL', 2_410),
          ]
        : [],
    leaks:
      verdict === 'leaked' ? [{ kind: 'port', what: 'tcp 127.0.0.1:8080', where: 'pid 4312, node server.js' }] : [],
    ...(verdict === 'refused' ? { refusal: 'already-running' as const } : {}),
    asks: [{ control: 'stop', origin: 'user', ms: 0, accepted: verdict !== 'refused' }],
    blindSpots: [],
    startedAt: endedAt - 62_000,
    askedAt: endedAt - goneMs,
    endedAt,
    totalMs: goneMs + 30,
  }
}

function steps(verdict: Verdict, goneMs: number): readonly ReceiptStep[] {
  const forced = verdict === 'forced' || verdict === 'cut-short'
  const familyMs = verdict === 'survivors' ? 2_410 : goneMs + 4
  return [
    { name: 'asked', verdict: 'yes', ms: 0, evidence: verbatim('Stop was pressed in the window.') },
    {
      name: 'delivered',
      verdict: 'yes',
      ms: 1,
      evidence: verbatim('The kernel accepted SIGTERM for 3 processes of the group.'),
    },
    forced
      ? {
          name: 'handled',
          verdict: 'unknown',
          evidence: verbatim('It does not report events, and nothing changed after SIGTERM.'),
        }
      : {
          name: 'handled',
          verdict: 'yes',
          ms: 12,
          evidence: verbatim('Inferred: its cleanup began 11 ms after delivery.'),
          inferred: true,
        },
    {
      name: 'cleanup-started',
      verdict: 'yes',
      ms: 14,
      evidence: verbatim('It told of “close the server” on its event channel.'),
    },
    forced
      ? {
          name: 'cleanup-finished',
          verdict: 'no',
          evidence: verbatim('It was ended by force before its cleanup finished.'),
        }
      : {
          name: 'cleanup-finished',
          verdict: 'yes',
          ms: 298,
          evidence: verbatim('It told so on its event channel, after 284 ms.'),
        },
    { name: 'leader-gone', verdict: 'yes', ms: goneMs, evidence: verbatim('Its exit was reported by the kernel.') },
    {
      name: 'family-gone',
      verdict: 'yes',
      ms: familyMs,
      evidence: verbatim('No process of its group, mark or parents is left.'),
    },
    {
      name: 'delegates-gone',
      verdict: 'not-applicable',
      evidence: verbatim('It was not seen to hand work to anybody outside its family.'),
    },
    verdict === 'leaked'
      ? {
          name: 'ports-free',
          verdict: 'no',
          ms: goneMs + 20,
          evidence: verbatim('tcp 127.0.0.1:8080 is still listening.'),
        }
      : {
          name: 'ports-free',
          verdict: 'yes',
          ms: goneMs + 20,
          evidence: verbatim('No port that it held is listening any more.'),
        },
    { name: 'files-clean', verdict: 'not-applicable', evidence: verbatim('It left no private temp folder behind.') },
  ]
}

function survivor(
  pid: number,
  command: string,
  foundBy: 'mark' | 'group',
  endedBy: 'SIGTERM' | 'SIGKILL',
  goneMs: number,
): Receipt['survivors'][number] {
  return { pid, startTime: '912345', command, ports: [], foundBy, endedBy, goneMs }
}
