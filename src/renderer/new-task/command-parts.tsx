import { shellOnlyPart, splitLine } from '@vocabulary/typed-line'
import { WORDS } from './words'

/** How a typed line is split, as chips, with a hint where it holds something that only a shell understands. */
export function CommandParts({ line }: { readonly line: string }) {
  const split = splitLine(line)
  if (!split.ok || split.words.length === 0) return null
  const shellOnly = shellOnlyPart(split.words)
  return (
    <div className="flex flex-col gap-1.5">
      <ol aria-label={WORDS.command.parts} className="flex flex-wrap gap-1">
        {split.words.map((word, index) => (
          <li
            key={index}
            className={`max-w-full rounded-sm px-1.5 py-0.5 font-mono text-xs [font-variant-ligatures:none] wrap-anywhere whitespace-pre-wrap ${index === 0 ? 'bg-accent-soft text-accent-ink' : 'bg-ended-soft text-ink-soft'}`}
          >
            {word === '' ? '""' : word}
          </li>
        ))}
      </ol>
      {shellOnly === undefined ? null : <p className="text-xs text-waiting">{WORDS.command.shellOnly(shellOnly)}</p>}
    </div>
  )
}
