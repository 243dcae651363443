import { readFile, readlink } from 'node:fs/promises'
import { expect, test } from './support/quiesce-test'
import type { Launched } from './support/launch'

// For root Chromium has no sandbox. `npm run e2e:user` runs this file as a user who has no rights.

/** Pids of the app's processes by what they are, as Electron counts them. */
async function pidsOf({ app }: Launched, type: string): Promise<readonly number[]> {
  return app.evaluate(
    ({ app }, type) =>
      app
        .getAppMetrics()
        .filter((one) => one.type === type)
        .map((one) => one.pid),
    type,
  )
}

/** One field of `/proc/PID/status`. */
async function statusOf(pid: number, field: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? 'absent'
}

test.skip(process.platform !== 'linux', 'what the kernel says of a process is read from /proc')

test('the sandboxed page runs a demo: started, heard, stopped, clean', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const spoken = new Promise<void>((resolve) => {
      window.quiesce.onUpdates((updates) => {
        if (updates.events.some((event) => event.text.includes('worker: tick'))) resolve()
      })
    })
    const started = await window.quiesce.startDemo({ demoId: 'ticker-stop' })
    const runId = started.ok ? started.value[0]?.id : undefined
    if (runId === undefined) throw new Error(JSON.stringify(started))
    await spoken
    const ended = new Promise<string>((resolve) => {
      window.quiesce.onUpdates((updates) => {
        const run = updates.runs.find((one) => one.id === runId && one.receipt !== undefined)
        if (run) resolve(`${run.outcome ?? ''} ${run.receipt?.verdict ?? ''}`)
      })
    })
    await window.quiesce.controlRun({ runId, control: 'stop' })
    return ended
  })
  expect(seen).toBe('stopped clean')
})

test('the page’s process is under seccomp, without new privileges, in a process namespace of its own', async ({
  quiesce,
}) => {
  const main = quiesce.app.process()
  expect(main.spawnargs).not.toContain('--no-sandbox')
  const [page] = await pidsOf(quiesce, 'Tab')
  if (page === undefined || main.pid === undefined) throw new Error('the app has no page or no pid')
  expect(await statusOf(page, 'Seccomp')).toBe('2')
  expect(await statusOf(page, 'NoNewPrivs')).toBe('1')
  // Its pid here and its pid in the namespace inside: two numbers, where the main process has one.
  const [inside, outside] = await Promise.all([statusOf(page, 'NSpid'), statusOf(main.pid, 'NSpid')])
  expect(inside.split(/\s+/).length).toBeGreaterThan(outside.split(/\s+/).length)
  const spaces = await Promise.all([page, main.pid].map((pid) => readlink(`/proc/${pid}/ns/pid`).catch(() => 'hidden')))
  expect(spaces[0]).not.toBe(spaces[1])
})

test('the page’s process can neither see the files of the person nor open a socket of its own', async ({ quiesce }) => {
  const [page] = await pidsOf(quiesce, 'Tab')
  if (page === undefined) throw new Error('the app has no page')
  // Chromium moves it to an empty root and drops every capability.
  expect(await statusOf(page, 'CapEff')).toBe('0000000000000000')
  expect(await readlink(`/proc/${page}/root`).catch(() => 'hidden')).not.toBe('/')
})
