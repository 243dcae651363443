import type { RunSnapshot, UsageSample } from '@contract/run'
import type { ChartMark } from '../ui/line-chart'

const NAMES: Readonly<Record<string, string>> = {
  asked: 'asked',
  'leader-gone': 'leader gone',
  'family-gone': 'family gone',
}

interface Moment {
  readonly at: number
  readonly label: string
}

/** Where the steps of a stop lie on a chart of these samples, the newest at the right edge. Outside of it nothing is marked. */
export function receiptMarks(run: RunSnapshot, samples: readonly UsageSample[], slots: number): readonly ChartMark[] {
  return momentsOf(run).flatMap(({ at, label }) => {
    const share = shareOf(at, samples.slice(-slots), slots)
    return share === undefined ? [] : [{ share, label }]
  })
}

function momentsOf({ stop, receipt }: RunSnapshot): readonly Moment[] {
  if (receipt?.askedAt !== undefined) {
    const { askedAt } = receipt
    const steps = receipt.steps.flatMap(({ name, ms }) => {
      const label = NAMES[name]
      return label === undefined || ms === undefined ? [] : [{ at: askedAt + ms, label }]
    })
    return [...steps, ...receipt.ladder.map(({ send, ms }) => ({ at: askedAt + ms, label: spoken(send) }))]
  }
  return (stop?.steps ?? []).flatMap(({ send, sentAt }) =>
    sentAt === undefined ? [] : [{ at: sentAt, label: spoken(send) }],
  )
}

function spoken(send: NonNullable<RunSnapshot['stop']>['steps'][number]['send']): string {
  if (typeof send === 'string') return `${send} sent`
  return 'stdin' in send ? 'text sent' : 'stop command started'
}

/** Between two samples by their times; up to a sample's length behind the last one. */
function shareOf(at: number, samples: readonly UsageSample[], slots: number): number | undefined {
  const after = samples.findIndex((sample) => sample.at >= at)
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || at < first.at) return undefined
  const position =
    after < 0 ? samples.length - 1 : after === 0 ? 0 : between(at, samples[after - 1], samples[after], after)
  return (slots - samples.length + position) / Math.max(1, slots - 1)
}

function between(at: number, left: UsageSample | undefined, right: UsageSample | undefined, index: number): number {
  if (!left || !right || right.at === left.at) return index
  return index - 1 + (at - left.at) / (right.at - left.at)
}
