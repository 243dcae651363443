import { FileText, ReceiptText } from 'lucide-react'
import { type Control, CONTROLS } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import { say } from '@vocabulary/sentences/say'
import { CONTROL_HINTS, CONTROL_WORDS } from '@vocabulary/words'
import type { RunTab } from '../navigation/route'
import { goTo } from '../navigation/use-route'
import { controlRun } from '../client/commands'
import { CardReportArea } from '../tasks/card-report-area'
import { ElapsedTime } from '../tasks/elapsed-time'
import { useCardView } from '../tasks/use-card-view'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { WORDS } from './words'

export interface DemoRunProps {
  readonly run: RunSnapshot
  /** The control that the demo is about. */
  readonly wanted: Control
}

/** The live run of a demo with its three controls, and its verdict when it has ended. */
export function DemoRun({ run, wanted }: DemoRunProps) {
  const view = useCardView({ taskId: run.taskId, name: run.name, kind: run.kind, task: undefined, run })
  const ended = run.phase === 'ended'
  return (
    <li className="flex flex-col gap-2 rounded-md bg-sunken p-2.5">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm font-medium" title={run.name}>
          {run.name}
        </span>
        <ElapsedTime exact lived={view.lived} className="tnum text-xs text-ink-faint" />
        <Badge tone={view.status.tone} dot={view.status.dot}>
          <span className="inline-block first-letter:uppercase">{view.status.text}</span>
        </Badge>
      </div>
      <div className="h-12">
        <CardReportArea report={view.report} name={run.name} runId={run.id} />
      </div>
      <div className="flex items-center gap-1">
        {CONTROLS.map((control) => (
          <Button
            key={control}
            size="small"
            look={control === wanted && !ended ? 'plain' : 'quiet'}
            aria-label={`${CONTROL_WORDS[control]} ${run.name}`}
            unavailable={unavailable(run, control, wanted)}
            hint={CONTROL_HINTS[control]}
            className={classNames(control === wanted && !ended && 'border-accent!')}
            onClick={() => void controlRun(run.id, control)}
          >
            {CONTROL_WORDS[control]}
          </Button>
        ))}
        <span className="flex-1" />
        <Link run={run} tab="output" />
        {ended ? <Link run={run} tab="receipt" /> : null}
      </div>
    </li>
  )
}

/** The control that the demo is about can be pressed for as long as the run lives: to be refused is what some of them show. */
function unavailable(run: RunSnapshot, control: Control, wanted: Control): string | undefined {
  const offer = run.controls[control]
  if (offer.offered || (control === wanted && run.phase !== 'ended')) return undefined
  return offer.why ? say(offer.why) : WORDS.notNow(CONTROL_WORDS[control])
}

function Link({ run, tab }: { readonly run: RunSnapshot; readonly tab: RunTab & ('output' | 'receipt') }) {
  function open(): void {
    goTo({ page: 'run', runId: run.id, tab })
  }
  if (tab === 'receipt') {
    return (
      <Button
        size="small"
        icon={<ReceiptText size={13} aria-hidden="true" />}
        aria-label={WORDS.receiptOf(run.name)}
        onClick={open}
      >
        {WORDS.receipt}
      </Button>
    )
  }
  return <IconButton size="small" label={WORDS.outputOf(run.name)} icon={<FileText size={14} />} onClick={open} />
}
