import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { EngineEvent } from '../../src/contract/event'
import type { RunSnapshot } from '../../src/contract/run'
import { axeFindings } from './support/accessibility'
import { card, cardSays, press } from './support/board'
import { define } from './support/define'
import { chooseNext } from './support/dialogs'
import type { Launched } from './support/launch'
import { boardTest as test, expect } from './support/quiesce-test'

const STACKS = join(import.meta.dirname, '../fixtures/stacks')
/** As `shop/quiesce.yaml` says it: each waits until the one before it is ready, the second only until the first has started. */
const START_ORDER = ['db', 'cache', 'api', 'worker', 'web', 'mail']

async function openStackFile(quiesce: Launched, file: string): Promise<void> {
  await chooseNext(quiesce, join(STACKS, file))
  await quiesce.page.getByRole('navigation').getByRole('button', { name: 'Open a stack…' }).click()
  const menuItem = quiesce.page.getByRole('menuitem', { name: 'Choose a file…' })
  const dialog = quiesce.page.getByRole('dialog')
  await expect(menuItem.or(dialog)).toBeVisible()
  if (await menuItem.isVisible()) await menuItem.click()
  await expect(dialog).toBeVisible()
}

async function held(page: Page): Promise<{ runs: readonly RunSnapshot[]; events: readonly EngineEvent[] }> {
  const answer = await page.evaluate(() => window.quiesce.getSnapshot())
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}

test('a Procfile with a stack file over it: seen first, started in order, stopped in reverse, with one receipt', async ({
  quiesce,
}) => {
  const { page } = quiesce
  await openStackFile(quiesce, 'shop/quiesce.yaml')
  const dialog = page.getByRole('dialog', { name: 'Open the stack “shop”?' })
  await expect(dialog.getByRole('list', { name: 'Tasks' }).getByRole('listitem')).toHaveCount(6)
  await expect(dialog).toContainText('Nothing is started.')
  expect(await axeFindings(quiesce)).toEqual([])
  await dialog.getByRole('button', { name: 'Open stack' }).click()

  await expect(page.getByRole('heading', { name: 'shop', level: 1 })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('0 of 6 running')
  expect((await held(page)).runs).toEqual([])
  const rows = page.getByRole('region', { name: 'Tasks in the order of their start' }).getByRole('article')
  await expect(rows.getByRole('heading')).toHaveText(START_ORDER)

  await page.getByRole('button', { name: 'Start all', exact: true }).click()
  await expect(rows.getByText('Ready', { exact: true })).toHaveCount(6, { timeout: 20_000 })
  await expect(page.getByRole('link', { name: 'shop' })).toContainText('6/6')
  expect(await axeFindings(quiesce)).toEqual([])
  const ready = (await held(page)).events.filter((event) => event.type === 'ready').map((event) => event.name)
  expect(ready.toSorted()).toEqual(START_ORDER.toSorted())
  expect(ready.slice(2)).toEqual(START_ORDER.slice(2))

  await page.getByRole('button', { name: 'Stop all', exact: true }).click()
  const receipt = page.getByRole('region', { name: 'The last stop' })
  await expect(receipt).toContainText('6 of 6 runs are gone', { timeout: 20_000 })
  await expect(receipt).toContainText('in the order mail, web, worker, api')
  await expect(receipt.getByRole('link')).toHaveCount(6)
  await expect(page.getByRole('main')).toContainText('0 of 6 running')
  expect((await held(page)).runs.map((run) => run.receipt?.verdict)).toEqual(START_ORDER.map(() => 'clean'))

  await page.getByRole('button', { name: 'More for the stack shop' }).click()
  await page.getByRole('menuitem', { name: 'Close stack' }).click()
  await expect(page.getByRole('link', { name: 'shop' })).toHaveCount(0)
})

test('a bad stack file shows every line and column, and what is open stays open', async ({ quiesce }) => {
  const { page } = quiesce
  await openStackFile(quiesce, 'shop/Procfile')
  await page.getByRole('button', { name: 'Open stack' }).click()
  await expect(page.getByRole('main')).toContainText('0 of 6 running')

  await openStackFile(quiesce, 'broken/quiesce.yaml')
  const dialog = page.getByRole('dialog', { name: 'quiesce.yaml cannot be opened' })
  const issues = dialog.getByRole('list', { name: 'Issues in quiesce.yaml' }).getByRole('listitem')
  await expect(issues.first()).toContainText('line 7, column 13')
  await expect(issues.first()).toContainText('Got 70000, expected a whole number from 1 to 65535.')
  await expect(dialog.getByRole('button', { name: 'Open stack' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('main')).toContainText('0 of 6 running')
  await expect(page.getByRole('link', { name: 'shop' })).toContainText('0/6')
  expect((await held(page)).runs).toEqual([])
})

test('a file object tells its path to the page, and a file of no disk tells none', async ({ page }) => {
  const paths = await page.evaluate(() => window.quiesce.pathOf(new File(['x'], 'Procfile')))
  expect(paths).toBe('')
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'a-file'
    document.body.append(input)
  })
  await page.locator('#a-file').setInputFiles(join(STACKS, 'shop/Procfile'))
  const path = await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#a-file')
    const file = input?.files?.[0]
    input?.remove()
    return file === undefined ? undefined : window.quiesce.pathOf(file)
  })
  expect(path).toBe(join(STACKS, 'shop/Procfile'))
})

test('python3 -i is used through its terminal with the keyboard of the page', async ({ page }) => {
  await define(page, { kind: 'process', name: 'python', command: 'python3', args: ['-i', '-q'], terminal: true })
  await card(page, 'python').getByRole('button', { name: 'Start python' }).click()
  await cardSays(page, 'python', 'running')
  await card(page, 'python').getByRole('heading', { name: 'python' }).click()
  const output = page.getByRole('region', { name: 'Output of python' })
  await expect(output).toContainText('>>>')
  await output.click()
  await page.keyboard.type('import os; print(6 * 7, os.isatty(0), os.get_terminal_size().columns > 20)')
  await page.keyboard.press('Enter')
  await expect(output).toContainText('42 True True')
  // Tab goes to the program, and Shift Tab out of it.
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.xterm') === null)).toBe(true)
  await output.click()
  await page.keyboard.type('exit()')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Opened run: python' })).toContainText('completed')
})

test('top is used through its terminal: it draws the whole screen, and q ends it', async ({ page }) => {
  await define(page, { kind: 'process', name: 'top', command: 'top', args: ['-d', '1'], terminal: true })
  await card(page, 'top').getByRole('button', { name: 'Start top' }).click()
  await card(page, 'top').getByRole('heading', { name: 'top' }).click()
  const output = page.getByRole('region', { name: 'Output of top' })
  await expect(output).toContainText('load average')
  await expect(output).toContainText('PID')
  await output.click()
  await page.keyboard.type('q')
  await expect(page.getByRole('complementary', { name: 'Opened run: top' })).toContainText('completed')
})

test('a shell prompt is used through its terminal: a command is typed, its answer read, exit ends it', async ({
  page,
}) => {
  await define(page, {
    kind: 'process',
    name: 'prompt',
    command: 'sh',
    args: ['-i'],
    terminal: true,
    env: { PS1: 'ready> ' },
  })
  await card(page, 'prompt').getByRole('button', { name: 'Start prompt' }).click()
  await card(page, 'prompt').getByRole('heading', { name: 'prompt' }).click()
  const output = page.getByRole('region', { name: 'Output of prompt' })
  await expect(output).toContainText('ready>')
  await output.click()
  await page.keyboard.type('echo $((40 + 2)) && tty')
  await page.keyboard.press('Enter')
  await expect(output).toContainText('42')
  await expect(output).toContainText('/dev/pts/')
  await page.keyboard.type('exit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Opened run: prompt' })).toContainText('completed')
})

test('a line is sent to the standard input of a program without a terminal, and its end ends it', async ({ page }) => {
  await define(page, { kind: 'process', name: 'echo', command: 'cat' })
  await card(page, 'echo').getByRole('button', { name: 'Start echo' }).click()
  await card(page, 'echo').getByRole('heading', { name: 'echo' }).click()
  await page.getByRole('textbox', { name: 'Send a line to its standard input' }).fill('hello from the page')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Output of echo' })).toContainText('hello from the page')
  await page.getByRole('button', { name: 'End input' }).click()
  await expect(page.getByRole('complementary', { name: 'Opened run: echo' })).toContainText('completed')
})

test('Restart ends the run of a task and starts another, which is the one that the card shows', async ({ page }) => {
  await define(page, { kind: 'process', name: 'sleeper', command: 'sleep', args: ['600'] })
  await card(page, 'sleeper').getByRole('button', { name: 'Start sleeper' }).click()
  await cardSays(page, 'sleeper', 'running')
  const [first] = (await held(page)).runs
  await card(page, 'sleeper').getByRole('button', { name: 'Restart sleeper' }).click()
  await expect
    .poll(async () => (await held(page)).runs.map((run) => run.phase).toSorted())
    .toEqual(['ended', 'running'])
  const [ended, running] = (await held(page)).runs.toSorted((a, b) => a.createdAt - b.createdAt)
  expect(ended?.id).toBe(first?.id)
  expect(ended?.receipt).toMatchObject({ origin: 'restart', verdict: 'clean' })
  await expect(card(page, 'sleeper')).toContainText(`pid ${String(running?.pid)}`)
})

test('a stop that takes its time says who holds it, and where the signal ends', async ({ quiesce }) => {
  const { page } = quiesce
  const deaf = `trap '' TERM; echo hears nothing; while :; do sleep 1; done`
  await define(page, {
    kind: 'process',
    name: 'deaf',
    command: 'sh',
    args: ['-c', deaf],
    stopPolicy: [
      { send: 'SIGTERM', patienceMs: 60_000 },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ],
  })
  await card(page, 'deaf').getByRole('button', { name: 'Start deaf' }).click()
  // Its own line, not its name: before it the signal would still end it.
  await expect(card(page, 'deaf')).toContainText('hears nothing')
  await card(page, 'deaf').getByRole('button', { name: 'Stop deaf', exact: true }).click()
  await card(page, 'deaf').getByRole('heading', { name: 'deaf' }).click()
  const panel = page.getByRole('region', { name: 'Who is holding the shutdown?' })
  await expect(panel).toContainText('do not react to SIGTERM')
  await expect(panel.getByRole('list', { name: 'The way of SIGTERM' })).toContainText('does not pass it on')
  await expect(panel.getByRole('region', { name: 'Living processes' })).toContainText('ignores it')
  expect(await axeFindings(quiesce)).toEqual([])
  await expect(panel).toContainText('Let the stop policy begin with a signal that it takes')
  const opened = page.getByRole('complementary', { name: 'Opened run: deaf' })
  await opened.getByRole('button', { name: 'Stop now deaf' }).click()
  await expect(opened).toContainText('Forced', { timeout: 10_000 })
})

test('the family of an opened run goes on living while somebody looks at it', async ({ page }) => {
  await define(page, { kind: 'process', name: 'looked at', command: 'sh', args: ['-c', 'echo up; sleep 1000 & wait'] })
  await press(page, 'Start', 'looked at')
  await expect(card(page, 'looked at')).toContainText('up')
  await card(page, 'looked at').getByRole('heading', { name: 'looked at' }).click()
  await page.getByRole('tab', { name: 'Family' }).click()
  const sleeper = page.getByRole('region', { name: 'Living processes' }).getByRole('row', { name: /^sleep 1000/ })
  await expect(sleeper).toContainText(/sleeping/)
  const age = async (): Promise<number> => Number(/(\d+) s/.exec((await sleeper.textContent()) ?? '')?.[1] ?? -1)
  const first = await age()
  await expect.poll(age).toBeGreaterThan(first)
})

test('an address is opened only after the person saw all of it and agreed, and only http and https', async ({
  quiesce,
}) => {
  const { app, page } = quiesce
  const answers = async (response: number): Promise<void> => {
    await app.evaluate(({ dialog, shell }, given) => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      dialog.showMessageBox = (...args: unknown[]) => {
        seen.push(JSON.stringify(args.at(-1)))
        return Promise.resolve({ response: given, checkboxChecked: false })
      }
      shell.openExternal = (address) => {
        seen.push(`opened ${address}`)
        return Promise.resolve()
      }
    }, response)
  }
  const seen = (): Promise<readonly string[]> =>
    app.evaluate(() => (globalThis as unknown as { readonly seen: readonly string[] }).seen)
  const open = (address: string) => page.evaluate((given) => window.quiesce.openLink({ address: given }), address)

  await answers(0)
  expect(await open('http://127.0.0.1:3000/a?b=c')).toEqual({ ok: true, value: { opened: false } })
  expect(await seen()).toEqual([expect.stringContaining('http://127.0.0.1:3000/a?b=c')])
  await answers(1)
  expect(await open('http://127.0.0.1:3000/')).toEqual({ ok: true, value: { opened: true } })
  expect((await seen()).at(-1)).toBe('opened http://127.0.0.1:3000/')
  await answers(1)
  for (const address of ['file:///etc/passwd', 'javascript:alert(1)', 'https://bank.example@evil.example/']) {
    expect(await open(address)).toMatchObject({ ok: false, problem: { code: 'bad-request' } })
  }
  expect(await seen()).toEqual([])
})
