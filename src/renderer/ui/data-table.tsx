import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Up to this many characters a cell keeps to one line: a broken `SIGTERM` or `1.2 s` reads as two things. */
const SHORT = 14

export interface DataTableProps {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Rows of text under a heading. Long cells wrap. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <TableFrame caption={caption} columns={columns}>
      {rows.map((cells, row) => (
        <tr key={row} className="border-t border-line align-top">
          {cells.map((cell, column) => (
            <td
              key={column}
              className={classNames(
                'tnum px-3 py-1.5 text-ink',
                cell.length <= SHORT ? 'whitespace-nowrap' : 'wrap-anywhere',
              )}
            >
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </TableFrame>
  )
}

export interface TableFrameProps {
  readonly caption: string
  readonly columns: readonly string[]
  readonly className?: string
  /** The rows. */
  readonly children: ReactNode
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function TableFrame({ caption, columns, className, children }: TableFrameProps) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={caption}
      className={classNames('overflow-x-auto rounded-lg border border-line outline-offset-[-2px]', className)}
    >
      <table className="w-full border-collapse text-xs">
        <thead>
          <tr className="bg-sunken text-left text-ink-faint">
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
