import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunSnapshot } from '@contract/run'
import type { TerminalSize } from '@contract/terminal'
import { bytesText } from '@vocabulary/durations'
import { copyText, openLink, resizeTerminal, writeInput } from '../client/commands'
import { OutputBar } from './output-bar'
import { type OutputReader, readOutput } from './output-reader'
import { openScreen, type OutputScreen } from './output-screen'
import { StdinLine } from './stdin-line'
import { WORDS } from './words'

/** What a run printed, as a terminal would show it. */
export function OutputPane({ run }: { readonly run: RunSnapshot }) {
  const { id: runId, outputBytes } = run
  const isTerminal = run.terminal === true
  const takesKeys = isTerminal && run.phase !== 'ended'
  const [screen, setScreen] = useState<OutputScreen>()
  const [droppedBytes, setDroppedBytes] = useState(0)
  const [problem, setProblem] = useState<string>()
  const reader = useRef<OutputReader>(undefined)
  const outputAtMount = useRef(outputBytes)

  const mount = useCallback(
    (parent: HTMLDivElement | null) => {
      if (parent === null) return
      // While old output is shown again, its questions are shown too: the program must not get a second answer.
      let replaying = outputAtMount.current > 0
      const opened = openScreen(parent, {
        onLink: (address) => void openLink(address),
        ...(takesKeys
          ? {
              onInput: (text: string) => {
                if (!replaying) void writeInput(runId, text)
              },
              onSize: (size: TerminalSize) => void resizeTerminal(runId, size),
            }
          : {}),
      })
      const reading = readOutput(
        runId,
        async (part) => {
          setDroppedBytes(part.droppedBytes)
          if (part.skipped > 0) await opened.write(`\u001b[2m${WORDS.skipped(bytesText(part.skipped))}\u001b[0m\r\n`)
          await opened.write(part.text)
        },
        setProblem,
        () => {
          replaying = false
        },
      )
      reader.current = reading
      setScreen(opened)
      return () => {
        reading.stop()
        opened.dispose()
        setScreen(undefined)
      }
    },
    [runId, takesKeys],
  )

  useEffect(() => {
    if (screen !== undefined) reader.current?.reach(outputBytes)
  }, [screen, outputBytes])

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {screen === undefined ? (
        <div className="h-10 shrink-0 border-b border-line" />
      ) : (
        <OutputBar screen={screen} onCopy={() => void copyText(screen.text(), WORDS.output)} />
      )}
      <div role="region" aria-label={WORDS.outputOf(run.name)} className="relative min-h-0 flex-1 bg-terminal">
        <div ref={mount} className="absolute inset-0" />
        {outputBytes === 0 ? (
          <p className="absolute top-2 left-4 text-xs text-ink-faint">
            {WORDS.printedNothing}
            {run.phase === 'ended' ? '.' : ' yet.'}
          </p>
        ) : null}
      </div>
      {run.kind === 'process' && run.phase === 'running' && !isTerminal ? <StdinLine runId={runId} /> : null}
      <p className="tnum flex h-7 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-faint">
        {problem === undefined ? null : <span className="text-alarm">{problem}</span>}
        <span>
          {bytesText(outputBytes)} {WORDS.printed}
        </span>
        <span aria-hidden="true">·</span>
        <span>{WORDS.kept(droppedBytes, bytesText(droppedBytes))}</span>
        {takesKeys ? <span className="flex-1 truncate text-right">{WORDS.keysGoToProgram}</span> : null}
      </p>
    </div>
  )
}
