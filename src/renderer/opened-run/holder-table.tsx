import type { HolderReport } from '@contract/holders'
import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import { TableFrame } from '../ui/data-table'
import { holderRows } from './holder-views'
import { WORDS } from './words'

const COLUMNS = [WORDS.process, WORDS.state, WORDS.livesFor] as const

/** Each living process of a family: what it is, what it does now, and what the next polite signal would do to it. */
export function HolderTable({ report }: { readonly report: HolderReport }) {
  return (
    <TableFrame
      caption={WORDS.livingProcesses}
      columns={[...COLUMNS, WORDS.on(report.signal)]}
      className="shrink-0 bg-surface"
    >
      {holderRows(report).map((row) => (
        <tr key={row.pid} className="border-t border-line align-top">
          <td className="w-full max-w-0 px-3 py-1.5">
            <div style={{ paddingLeft: `${String(Math.min(row.depth, 6) * 12)}px` }}>
              <span className="block truncate font-mono text-2xs text-ink select-text" title={row.fullCommand}>
                {row.command}
              </span>
              <span className="tnum block truncate text-ink-faint" title={row.facts}>
                {row.facts}
              </span>
            </div>
          </td>
          <td className="px-3 py-1.5 whitespace-nowrap text-ink-soft">
            {row.state}
            {row.waitsFor === '' ? null : (
              <span className="block text-ink-faint">
                {WORDS.in} <span className="font-mono text-2xs">{row.waitsFor}</span>
              </span>
            )}
          </td>
          <td className="tnum px-3 py-1.5 whitespace-nowrap text-ink-soft">{row.elapsed}</td>
          <td className={classNames('px-3 py-1.5 font-medium whitespace-nowrap', TONE_TEXT[row.fate.tone])}>
            {row.fate.text}
          </td>
        </tr>
      ))}
    </TableFrame>
  )
}
