import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { leftBehind, processesWith, standing } from '../support/nothing-alive'
import { newDataDir } from '../support/test-engine'

it('what a test leaves behind is named: a timer, one that holds nothing, a thread, a file, a listener, a process', async () => {
  const folder = newDataDir()
  const before = standing()
  const timer = setTimeout(() => undefined, 60_000)
  const quiet = setInterval(() => undefined, 60_000).unref()
  const worker = new Worker('setInterval(() => undefined, 60_000)', { eval: true })
  await new Promise((resolve) => worker.once('online', resolve))
  const file = openSync(`${folder}/open`, 'w')
  const listener = (): void => undefined
  process.on('SIGUSR2', listener)
  const child = spawn('sleep', ['600'], { env: { MARK: folder }, stdio: 'ignore' })
  await new Promise((resolve) => child.once('spawn', resolve))
  try {
    const left = (await leftBehind(before, folder)).join('\n')
    expect(left.match(/^a timer runs, made at .*nothing-alive\.test\.ts/gm)).toHaveLength(2)
    expect(left).toMatch(/^\d+ threads, before \d+$/m)
    expect(left).toContain(`the file ${folder}/open is open`)
    expect(left).toMatch(/^\d+ process listeners, before \d+$/m)
    expect(left).toContain(`process ${child.pid} is alive: sleep 600`)
  } finally {
    clearTimeout(timer)
    clearInterval(quiet)
    await worker.terminate()
    closeSync(file)
    process.off('SIGUSR2', listener)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  expect(await leftBehind(before, folder)).toEqual([])
  expect(processesWith(folder)).toEqual([])
})

it('a timer that has fired, and one that was cleared, are left by nobody', async () => {
  const before = standing()
  clearTimeout(setTimeout(() => undefined, 60_000))
  clearInterval(setInterval(() => undefined, 60_000))
  await new Promise((resolve) => setTimeout(resolve, 1))
  expect([...standing().timers].filter((timer) => !before.timers.has(timer))).toEqual([])
})
