import type { HolderReport } from '@contract/holders'
import type { RunSnapshot, UsageSample } from '@contract/run'
import { bytesText } from '@vocabulary/durations'
import { SAMPLES_PER_RUN } from '../client/window-state'
import { useSamples } from '../client/use-runs'
import { say } from '@vocabulary/sentences/say'
import { DataTable } from '../ui/data-table'
import { LineChart } from '../ui/line-chart'
import { BlindSpots } from '../receipt/blind-spots'
import { Section } from '../ui/section'
import { receiptMarks } from './receipt-marks'
import { HolderTable } from './holder-table'
import { RouteMap } from './route-map'
import { WORDS } from './words'

export interface FamilyPaneProps {
  readonly run: RunSnapshot
  readonly holders: HolderReport | undefined
}

/** The processes of a run and what they use. */
export function FamilyPane({ run, holders }: FamilyPaneProps) {
  const samples = useSamples(run.id)
  return (
    <div
      className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 outline-offset-[-2px]"
      tabIndex={0}
      role="region"
      aria-label={WORDS.familyOf(run.name)}
    >
      <Section title={WORDS.processes}>
        <Processes run={run} holders={holders} />
      </Section>
      {holders === undefined || holders.route.length === 0 ? null : (
        <Section title={WORDS.wayOf(holders.signal)}>
          <RouteMap report={holders} />
          <p className="text-sm text-ink-soft">{holders.remedy}</p>
        </Section>
      )}
      {run.guarantee === undefined ? null : (
        <Section title={WORDS.guarantee}>
          <p className="text-sm text-ink-soft">{say(run.guarantee)}</p>
        </Section>
      )}
      <Section title={WORDS.usage}>
        {samples.length === 0 ? (
          <p className="text-sm text-ink-soft">{whyNoSamples(run)}</p>
        ) : (
          <Charts run={run} samples={samples} />
        )}
      </Section>
      <BlindSpots title={WORDS.blindSpots} spots={run.blindSpots} />
    </div>
  )
}

function Processes({ run, holders }: FamilyPaneProps) {
  if (holders !== undefined && holders.holders.length > 0) return <HolderTable report={holders} />
  const family = run.family ?? []
  if (family.length === 0) {
    const why = run.pid === undefined ? WORDS.noProcess : WORDS.noneAlive
    return <p className="text-sm text-ink-soft">{why}</p>
  }
  return (
    <DataTable
      caption={WORDS.processes}
      columns={[WORDS.pid, WORDS.role, WORDS.command]}
      rows={family.map((member) => [String(member.pid), member.role, member.command])}
    />
  )
}

function Charts({ run, samples }: { readonly run: RunSnapshot; readonly samples: readonly UsageSample[] }) {
  const last = samples.at(-1)
  const marks = receiptMarks(run, samples, SAMPLES_PER_RUN)
  const frame = { slots: SAMPLES_PER_RUN, span: 'the last samples, the newest at the right', marks }
  const processes = samples.map((sample) => sample.processes)
  const ports = samples.map((sample) => sample.ports ?? 0)
  const topProcesses = Math.max(4, ...processes)
  const topPorts = Math.max(4, ...ports)
  const cpu = samples.map((sample) => sample.cpuPercent)
  const memory = samples.map((sample) => sample.memoryBytes)
  const topCpu = Math.max(25, ...cpu)
  const topMemory = Math.max(1, ...memory) * 1.15
  return (
    <div className="flex flex-col gap-3">
      <LineChart
        title={WORDS.cpu}
        now={`${(last?.cpuPercent ?? 0).toFixed(1)} %`}
        topText={`${topCpu.toFixed(0)} %`}
        values={cpu}
        top={topCpu}
        {...frame}
      />
      <LineChart
        title={WORDS.memory}
        now={bytesText(last?.memoryBytes ?? 0)}
        topText={bytesText(topMemory)}
        values={memory}
        top={topMemory}
        {...frame}
      />
      <LineChart
        title={WORDS.processes}
        now={String(last?.processes ?? 0)}
        topText={String(topProcesses)}
        values={processes}
        top={topProcesses}
        {...frame}
      />
      <LineChart
        title={WORDS.openPorts}
        now={String(last?.ports ?? 0)}
        topText={String(topPorts)}
        values={ports}
        top={topPorts}
        {...frame}
      />
      {marks.length === 0 ? null : (
        <p className="text-xs text-ink-faint">
          {WORDS.marks} {marks.map(({ label }) => label).join(', ')}.
        </p>
      )}
    </div>
  )
}

function whyNoSamples(run: RunSnapshot): string {
  if (run.pid === undefined) return WORDS.notMeasurable
  return run.phase === 'ended' ? WORDS.endedUnmeasured : WORDS.notYetMeasured
}
