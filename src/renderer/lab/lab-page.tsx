import { useMemo } from 'react'
import { ChevronRight, Columns3 } from 'lucide-react'
import { KINDS } from '@contract/kind'
import { KIND_WORDS } from '@vocabulary/words'
import { useDemos, useEvents, useRuns, useTasks } from '../client/use-runs'
import { routeHash } from '../navigation/route'
import { KindIcon } from '../tasks/kind-icon'
import { plainText } from '../tasks/plain-text'
import { DemoCard } from './demo-card'
import { demoProgress, eventsByRun, runsOfDemo } from './demo-progress'
import { LessonSection } from './lesson-section'
import { WORDS } from './words'

/** Every demo, by kind, with a short lesson on what ends it. */
export function LabPage() {
  const demos = useDemos()
  const runs = useRuns()
  const tasks = useTasks()
  const events = useEvents()
  const demoRuns = useMemo(
    () => new Map(demos.map((demo) => [demo.id, runsOfDemo(demo, runs, tasks)])),
    [demos, runs, tasks],
  )
  const progress = useMemo(() => {
    const byRun = eventsByRun(events, new Set([...demoRuns.values()].flat().map((run) => run.id)))
    return new Map(
      demos.map((demo) => {
        const own = (demoRuns.get(demo.id) ?? []).flatMap((run) => byRun.get(run.id) ?? [])
        return [
          demo.id,
          demoProgress(
            demo,
            own.map((event) => plainText(event.text)),
          ),
        ]
      }),
    )
  }, [demos, demoRuns, events])

  return (
    <main className="h-full min-w-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-290 flex-col gap-10 px-6 py-6 rail:px-3 low:py-3">
        <header>
          <h1 className="text-xl font-semibold text-ink">{WORDS.title}</h1>
          <p className="mt-1 max-w-160 text-sm text-ink-soft">{WORDS.intro}</p>
          <a
            href={routeHash({ page: 'compare' })}
            draggable={false}
            className="mt-3 flex max-w-160 items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm shadow-card hover:bg-hover"
          >
            <Columns3 size={18} className="shrink-0 text-accent-ink" aria-hidden="true" />
            <span className="min-w-0 flex-1">
              <span className="font-medium text-ink">{WORDS.compare.title}</span>
              <span className="block text-xs text-ink-soft">{WORDS.compare.text}</span>
            </span>
            <ChevronRight size={16} className="text-ink-faint" aria-hidden="true" />
          </a>
          <nav aria-label={WORDS.jump} className="mt-3 flex flex-wrap gap-1.5">
            {KINDS.map((kind) => (
              <button
                key={kind}
                type="button"
                onClick={() => {
                  const section = document.getElementById(`lab-${kind}`)
                  section?.scrollIntoView({ block: 'start' })
                  section?.focus({ preventScroll: true })
                }}
                className="inline-flex h-7 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 text-xs text-ink transition-colors hover:bg-hover"
              >
                <KindIcon kind={kind} size={14} className="text-ink-faint" />
                {KIND_WORDS[kind]}
              </button>
            ))}
          </nav>
        </header>
        {KINDS.map((kind) => (
          <LessonSection key={kind} kind={kind}>
            {demos
              .filter((demo) => demo.kind === kind)
              .map((demo) => (
                <DemoCard
                  key={demo.id}
                  demo={demo}
                  runs={demoRuns.get(demo.id) ?? []}
                  progress={progress.get(demo.id) ?? demoProgress(demo, [])}
                />
              ))}
          </LessonSection>
        ))}
      </div>
    </main>
  )
}
