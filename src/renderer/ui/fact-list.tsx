export interface FactListProps {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly mono?: boolean }[]
}

/** Names and values in two columns. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {facts.map((fact) => (
        <div key={fact.name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-faint">{fact.name}</dt>
          <dd
            className={
              fact.mono === true
                ? 'font-mono text-xs leading-5 wrap-anywhere select-text'
                : 'tnum wrap-anywhere select-text'
            }
          >
            {fact.value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
