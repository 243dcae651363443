import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunSnapshot } from '@contract/run'
import { copyText } from '../client/commands'
import { bytesText } from '../tasks/durations'
import { OutputBar } from './output-bar'
import { type OutputReader, readOutput } from './output-reader'
import { openScreen, type OutputScreen } from './output-screen'

/** What a run printed, as a terminal would show it. */
export function OutputPane({ run }: { readonly run: RunSnapshot }) {
  const { id: runId, outputBytes } = run
  const [screen, setScreen] = useState<OutputScreen>()
  const [droppedBytes, setDroppedBytes] = useState(0)
  const [problem, setProblem] = useState<string>()
  const reader = useRef<OutputReader>(undefined)

  const mount = useCallback(
    (parent: HTMLDivElement | null) => {
      if (parent === null) return
      const opened = openScreen(parent)
      const reading = readOutput(
        runId,
        async (part) => {
          setDroppedBytes(part.droppedBytes)
          if (part.skipped > 0)
            await opened.write(`\u001b[2m… ${bytesText(part.skipped)} no longer kept …\u001b[0m\r\n`)
          await opened.write(part.text)
        },
        setProblem,
      )
      reader.current = reading
      setScreen(opened)
      return () => {
        reading.stop()
        opened.dispose()
        setScreen(undefined)
      }
    },
    [runId],
  )

  useEffect(() => {
    if (screen !== undefined) reader.current?.reach(outputBytes)
  }, [screen, outputBytes])

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {screen === undefined ? (
        <div className="h-10 shrink-0 border-b border-line" />
      ) : (
        <OutputBar screen={screen} onCopy={() => void copyText(screen.text(), 'Output')} />
      )}
      <div role="region" aria-label={`Output of ${run.name}`} className="relative min-h-0 flex-1 bg-terminal">
        <div ref={mount} className="absolute inset-0" />
        {outputBytes === 0 ? (
          <p className="absolute top-2 left-4 text-xs text-ink-faint">
            It has printed nothing{run.phase === 'ended' ? '.' : ' yet.'}
          </p>
        ) : null}
      </div>
      <p className="tnum flex h-7 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-faint">
        {problem === undefined ? null : <span className="text-alarm">{problem}</span>}
        <span>{bytesText(outputBytes)} printed</span>
        <span aria-hidden="true">·</span>
        <span>
          {droppedBytes === 0 ? 'all of it is kept' : `the first ${bytesText(droppedBytes)} are no longer kept`}
        </span>
      </p>
    </div>
  )
}
