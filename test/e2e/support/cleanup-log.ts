import { expect, type Page } from '@playwright/test'

export interface LogEntry {
  readonly seq: number
  readonly type: string
  readonly name: string
  readonly text: string
}

/** What the log region shows now: on the board its newest 300 lines. */
export async function readLog(page: Page): Promise<readonly LogEntry[]> {
  return page
    .getByRole('log', { name: 'Cleanup log' })
    .locator('[data-seq]')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const [type = '', ...text] = (line.getAttribute('title') ?? '').split(' · ')
        const name = line.querySelectorAll(':scope > span')[2]?.textContent ?? ''
        return { seq: Number(line.getAttribute('data-seq')), type, name, text: text.join(' · ') }
      }),
    )
}

/** The lines that tell of these tasks. */
export async function linesOf(page: Page, names: readonly string[]): Promise<readonly string[]> {
  return (await readLog(page)).filter((entry) => names.includes(entry.name)).map((entry) => entry.text)
}

/** In a wanted line a lone `N` stands for a number. */
export function linePattern(line: string): RegExp {
  const escaped = line.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${escaped.replace(/\bN\b/g, String.raw`\d+`)}$`)
}

/** The first of `wanted` that is not among `lines` after the ones before it. */
export function missingLine(wanted: readonly string[], lines: readonly string[]): string | undefined {
  let from = 0
  return wanted.find((line) => {
    const pattern = linePattern(line)
    const at = lines.findIndex((text, index) => index >= from && pattern.test(text))
    from = at + 1
    return at === -1
  })
}

/** Waits until the log region shows these lines of these tasks, in this order. */
export async function expectLines(
  page: Page,
  names: readonly string[],
  wanted: readonly string[],
  timeout = 15_000,
): Promise<void> {
  await expect
    .poll(async () => missingLine(wanted, await linesOf(page, names)), {
      message: `the line of ${names.join(', ')} that is not in the log, in its place`,
      timeout,
    })
    .toBeUndefined()
}
