import type { TaskCheck } from './use-task-check'
import { WORDS } from './words'

/** What the main process makes of the command: the line it will run, and the file it found. */
export function CheckedCommand({ facts }: { readonly facts: TaskCheck['facts'] }) {
  if (facts.commandLine === undefined && facts.resolvedPath === undefined) return null
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-lg bg-sunken px-4 py-3 text-xs">
      {facts.commandLine === undefined ? null : (
        <>
          <dt className="text-ink-faint">{WORDS.command.willRun}</dt>
          <dd className="font-mono [font-variant-ligatures:none] wrap-anywhere text-ink-soft">{facts.commandLine}</dd>
        </>
      )}
      {facts.resolvedPath === undefined ? null : (
        <>
          <dt className="text-ink-faint">{WORDS.command.found}</dt>
          <dd className="font-mono [font-variant-ligatures:none] wrap-anywhere text-ink-soft">{facts.resolvedPath}</dd>
        </>
      )}
    </dl>
  )
}
