import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardSays, openReceipt, press } from './support/board'
import { define, runOf } from './support/define'
import { isAlive } from './support/programs'
import { boardTest as test, expect } from './support/quiesce-test'

test('"Remove" on a receipt takes away the pid file that a program left, and is gone with it', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-left-'))
  const file = join(folder, 'server.pid')
  const command = 'echo $$ > server.pid; exec sleep 1000'
  await define(page, { kind: 'process', name: 'Leaky', command, shell: true, cwd: folder })
  await press(page, 'Start', 'Leaky')
  await cardSays(page, 'Leaky', 'running')
  await expect.poll(() => existsSync(file)).toBe(true)
  await press(page, 'Stop', 'Leaky')
  await cardSays(page, 'Leaky', /left behind/)
  const receipt = await openReceipt(page, 'Leaky')
  const remove = receipt.getByRole('button', { name: /^Remove .*server\.pid/ })
  await remove.click()
  await expect(remove).toBeHidden()
  expect(existsSync(file)).toBe(false)
  rmSync(folder, { recursive: true })
})

test('"End" on a receipt ends a process that was left alone on purpose, and is gone with it', async ({ page }) => {
  const command = 'setsid -f sleep 54321 </dev/null >/dev/null 2>&1; sleep 0.2; exec sleep 1000'
  await define(page, { kind: 'process', name: 'Opens', command, shell: true, terminal: true })
  await press(page, 'Start', 'Opens')
  await cardSays(page, 'Opens', 'running')
  await expect.poll(async () => (await runOf(page, 'Opens')).family?.length ?? 0).toBeGreaterThan(0)
  await press(page, 'Stop', 'Opens')
  await cardSays(page, 'Opens', /left alone/)
  const [survivor] = (await runOf(page, 'Opens')).receipt?.survivors ?? []
  const pid = survivor?.pid ?? 0
  expect(isAlive(pid)).toBe(true)
  const receipt = await openReceipt(page, 'Opens')
  const end = receipt.getByRole('button', { name: `End sleep 54321 (process ${String(pid)})` })
  await end.click()
  await expect(end).toBeHidden()
  await expect.poll(() => isAlive(pid)).toBe(false)
})
