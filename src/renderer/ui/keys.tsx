/** A shortcut as keys. `text` separates them with spaces: `Ctrl K`. */
export function Keys({ text }: { readonly text: string }) {
  return (
    <span className="inline-flex shrink-0 gap-0.5" aria-hidden="true">
      {text.split(' ').map((key) => (
        <kbd
          key={key}
          className="min-w-4 rounded-sm border border-line-strong px-1 text-center font-sans text-2xs leading-[15px] text-ink-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
