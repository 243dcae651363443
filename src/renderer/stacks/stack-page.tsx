import type { ReactNode } from 'react'
import { Layers2, Play, RotateCw, Square } from 'lucide-react'
import { useReady, useRuns, useStacks, useTasks } from '../client/use-runs'
import { MissingPage } from '../navigation/missing-page'
import { Button } from '../ui/button'
import { restartStack, startStack, stopStack } from './stack-actions'
import { StackMenu } from './stack-menu'
import { StackReceiptSection } from './stack-receipt-section'
import { StackTaskRow } from './stack-task-row'
import { type StackView, stackView } from './stack-view'
import { WORDS } from './words'

/** One stack: its tasks in the order of their start, and the receipt of its last stop. */
export function StackPage({ name }: { readonly name: string }) {
  const stack = useStacks().open.find((one) => one.name === name)
  const tasks = useTasks()
  const runs = useRuns()
  const ready = useReady()
  if (stack === undefined) return ready ? <NoStack /> : null
  const view = stackView(stack, tasks, runs)
  return (
    <main className="flex h-full min-w-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
        <div className="min-w-48 flex-1">
          <div className="flex items-baseline gap-3">
            <h1 className="truncate text-lg font-semibold" title={name}>
              {name}
            </h1>
            <p className="tnum text-sm whitespace-nowrap text-ink-soft">{WORDS.running(view.running, view.total)}</p>
          </div>
          {stack.file === undefined ? null : (
            <p className="truncate font-mono text-2xs text-ink-faint" title={stack.file}>
              {stack.file}
            </p>
          )}
        </div>
        <StackButtons view={view} />
        <StackMenu stack={stack} cannotClose={view.cannotClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="flex max-w-280 flex-col gap-6 p-4">
          <section aria-label={WORDS.order}>
            <h2 className="mb-2 text-xs font-semibold text-ink-soft">{WORDS.order}</h2>
            <ol className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
              {view.rows.map((row, index) => (
                <li key={row.entry.taskId} className="border-b border-line last:border-b-0">
                  <StackTaskRow row={row} place={index + 1} />
                </li>
              ))}
            </ol>
          </section>
          <section aria-label={WORDS.lastStop}>
            <h2 className="mb-2 text-xs font-semibold text-ink-soft">{WORDS.lastStop}</h2>
            {stack.lastStop === undefined ? (
              <p className="text-sm text-ink-faint">{WORDS.noStop}</p>
            ) : (
              <StackReceiptSection receipt={stack.lastStop} />
            )}
          </section>
        </div>
      </div>
    </main>
  )
}

function StackButtons({ view }: { readonly view: StackView }) {
  const { name, cannotStart, cannotStop } = view
  const icon = (shape: ReactNode): { readonly icon: ReactNode; readonly size: 'small' } => ({
    icon: shape,
    size: 'small',
  })
  return (
    <div className="flex items-center gap-2">
      <Button
        {...icon(<Play size={14} aria-hidden="true" />)}
        className="h-7!"
        look={cannotStart === undefined ? 'primary' : 'plain'}
        unavailable={cannotStart}
        hint={WORDS.startHint}
        onClick={() => void startStack(name)}
      >
        {WORDS.startAll}
      </Button>
      <Button
        {...icon(<Square size={14} aria-hidden="true" />)}
        className="h-7!"
        unavailable={cannotStop}
        hint={WORDS.stopHint}
        onClick={() => void stopStack(name)}
      >
        {WORDS.stopAll}
      </Button>
      <Button
        {...icon(<RotateCw size={14} aria-hidden="true" />)}
        className="h-7!"
        unavailable={cannotStop}
        hint={WORDS.restartHint}
        onClick={() => void restartStack(name)}
      >
        {WORDS.restartAll}
      </Button>
    </div>
  )
}

function NoStack() {
  return <MissingPage icon={<Layers2 size={20} aria-hidden="true" />} words={WORDS.gone} toBoard={WORDS.toBoard} />
}
