import { classNames } from '../ui/class-names'
import type { Language, SnippetLine } from './code-snippet'
import { WORDS } from './words'

export interface CodePairProps {
  readonly code: Readonly<Record<Language, readonly SnippetLine[]>>
}

/** The same idea in both languages, side by side where there is room. */
export function CodePair({ code }: CodePairProps) {
  return (
    <div className="grid gap-3 @4xl:grid-cols-2">
      <Code language="typescript" lines={code.typescript} />
      <Code language="python" lines={code.python} />
    </div>
  )
}

function Code({ language, lines }: { readonly language: Language; readonly lines: readonly SnippetLine[] }) {
  const title = WORDS.languages[language]
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface">
      <figcaption className="border-b border-line px-3 py-1.5 text-xs font-medium text-ink-soft">{title}</figcaption>
      <pre
        tabIndex={0}
        aria-label={title}
        className="overflow-x-auto py-2 font-mono text-xs leading-5 [font-variant-ligatures:none] text-ink-soft outline-offset-[-2px]"
      >
        <code className="inline-block min-w-full">
          {lines.map((line, index) =>
            line.matters ? (
              <mark
                key={index}
                className="block border-l-2 border-accent bg-accent-soft pr-3 pl-[10px] font-medium text-ink"
              >
                {line.text}
              </mark>
            ) : (
              <span key={index} className={classNames('block px-3', line.text === '' && 'h-5')}>
                {line.text}
              </span>
            ),
          )}
        </code>
      </pre>
    </figure>
  )
}
