import type { Page } from '@playwright/test'
import { card, cardSays } from './support/board'
import { define, runOf } from './support/define'
import { expectFocusSeen, focusedName, pressAt, pressKey, tabTo } from './support/keyboard'
import { inBothThemes, ZOOMED_SIZES, type Look } from './support/look'
import { isAlive } from './support/programs'
import { boardTest as test, expect } from './support/quiesce-test'

/** Starts a server with a session of its own, waits until it listens, and leaves. */
const LAUNCHER = `
import os, socket, time
r, w = os.pipe()
if os.fork() == 0:
    os.setsid()
    s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()
    os.write(w, b'up')
    time.sleep(1000)
os.read(r, 2)
os._exit(0)`

async function askedAbout(page: Page, name: string): Promise<number> {
  await define(page, { kind: 'process', name, command: 'python3', args: ['-c', LAUNCHER] })
  await tabTo(page, name)
  await pressKey(page, 'r')
  await expect(card(page, name).getByText(new RegExp(`${name} left, but python3 \\d+ goes on`))).toBeVisible()
  return (await runOf(page, name)).afterLeader?.goesOn[0]?.pid ?? 0
}

test('a launcher leaves its server behind: the card asks, and "Follow it" keeps the run alive, by keys', async ({
  page,
}) => {
  const pid = await askedAbout(page, 'Kept')
  expect((await runOf(page, 'Kept')).phase).toBe('running')
  await pressAt(page, 'Follow it: Kept')
  await cardSays(page, 'Kept', `follows python3 ${String(pid)}`)
  await expectFocusSeen(page, 'the answer, whose buttons are gone')
  await expect(page.getByRole('button', { name: 'End it: Kept' })).toBeHidden()
  expect(isAlive(pid)).toBe(true)
  expect(await runOf(page, 'Kept')).toMatchObject({ phase: 'running', afterLeader: { state: 'followed' } })
  await tabTo(page, 'Kept')
  await pressKey(page, 's')
  await cardSays(page, 'Kept', 'stopped')
  await expect.poll(() => isAlive(pid)).toBe(false)
  expect((await runOf(page, 'Kept')).receipt).toMatchObject({ verdict: 'clean', followed: { decided: true } })
})

test('"End it" stops what goes on, by keys, and the receipt says that nobody chose to follow it', async ({ page }) => {
  const pid = await askedAbout(page, 'Ended')
  await pressAt(page, 'End it: Ended')
  await cardSays(page, 'Ended', 'stopped')
  await expect.poll(() => focusedName(page)).not.toBe('')
  await expect.poll(() => isAlive(pid)).toBe(false)
  expect((await runOf(page, 'Ended')).receipt).toMatchObject({ origin: 'user', followed: { decided: false } })
})

for (const size of ZOOMED_SIZES) {
  test(`a card that asks is read and reached, and axe-core finds nothing, at ${size.width} x ${size.height}`, async ({
    quiesce,
    page,
  }) => {
    test.setTimeout(120_000)
    await askedAbout(page, 'Asking')
    const found: string[] = []
    for (const zoom of [1, 2]) {
      const visit = async (look: Look): Promise<void> => {
        await expect(page.getByRole('button', { name: 'Follow it: Asking' })).toBeVisible()
        await look(`a card that asks at ${zoom}`)
      }
      found.push(...(await inBothThemes(quiesce, size, visit, zoom)))
    }
    expect(found).toEqual([])
    await pressAt(page, 'End it: Asking')
    await cardSays(page, 'Asking', 'stopped')
  })
}
