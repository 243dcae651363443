/* global window, location, performance, requestAnimationFrame, MutationObserver -- parts of it run in the page */
import { join } from 'node:path'
import { delay, now, until } from '../clock.mjs'
import { cpuMsOf, familyOf, proportionalKb, readProc, TAG } from '../processes.mjs'
import { median, shown, spread } from '../statistics.mjs'
import { ask, askEach, openApp } from './open-app.mjs'
import { bareMemory } from './start.mjs'
import { makeTickers } from './tickers.mjs'
import { startWatching, stopWatching, watchFrames } from './watch-frames.mjs'

const WATCH_MS = 4_000

/** Live cards that all change five times a second, then a hundred of them stopped with one press. */
export async function cardRows(bench, id, count) {
  const opened = await openApp(bench)
  const { page } = opened
  const tickers = makeTickers(bench, join(bench.folder, id), count)
  const tasks = await askEach(
    page,
    'saveTask',
    tickers.specs.map((spec) => ({ spec })),
  )
  await askEach(
    page,
    'startTask',
    tasks.map(({ id }) => ({ taskId: id })),
  )
  await allIn(page, count, ['running'])
  const stopFeeding = tickers.feed()
  await page.getByRole('article').filter({ hasText: 'tick' }).first().waitFor()
  await delay(2_000)
  const rounds = []
  for (let round = 0; round < bench.rounds(5); round++) rounds.push(await watchFrames(opened, WATCH_MS))
  stopFeeding()
  const rows = {
    [id]: {
      ...spread(rounds.map(({ frameP95 }) => frameP95)),
      note: `${count} cards; ${shown(median(rounds.map(({ frames }) => frames)) / (WATCH_MS / 1_000), 0)} frames a second`,
    },
    [`${id}-main`]: {
      ...spread(rounds.map(({ loopP99 }) => loopP99)),
      note: `longest hold ${shown(Math.max(...rounds.map(({ loopMax }) => loopMax)), 0)} ms`,
    },
  }
  await opened.close()
  return rows
}

export async function stopRows(bench) {
  const ms = []
  const held = []
  const opened = await openApp(bench)
  const specs = Array.from({ length: 100 }, (_, index) => ({
    kind: 'process',
    name: `Idle ${index + 1}`,
    command: '/bin/sleep',
    args: ['1000'],
    env: { [TAG]: bench.session },
  }))
  const tasks = await askEach(
    opened.page,
    'saveTask',
    specs.map((spec) => ({ spec })),
  )
  for (let round = 0; round < bench.rounds(5); round++) {
    await askEach(
      opened.page,
      'startTask',
      tasks.map(({ id }) => ({ taskId: id })),
    )
    await allIn(opened.page, 100, ['running'])
    await delay(500)
    await startWatching(opened)
    ms.push(await opened.page.evaluate(stopEverything))
    held.push((await stopWatching(opened)).loopMax)
  }
  await opened.close()
  return {
    'stop-100': { ...spread(ms), note: 'sleeping programs; as the page is told' },
    'stop-100-main': { ...spread(held), note: '' },
  }
}

/** In the page: milliseconds from the press until it was told the end of every run that was alive, and drew a frame with it. */
async function stopEverything() {
  const held = await window.quiesce.getSnapshot()
  const live = new Set(held.value.runs.filter((run) => run.phase !== 'ended').map((run) => run.id))
  const allEnded = new Promise((resolve) => {
    const undo = window.quiesce.onUpdates(({ runs }) => {
      for (const run of runs) if (run.phase === 'ended') live.delete(run.id)
      if (live.size > 0) return
      undo()
      requestAnimationFrame(resolve)
    })
  })
  const at = performance.now()
  await window.quiesce.stopAll()
  await allEnded
  return performance.now() - at
}

/** A program that prints 20,000 lines a second, with its output open. */
export async function floodRows(bench) {
  const opened = await openApp(bench)
  const { page } = opened
  const program = join(import.meta.dirname, '../workloads/flood.mjs')
  const task = await ask(page, 'saveTask', {
    spec: {
      kind: 'process',
      name: 'Flood',
      command: process.execPath,
      args: [program, '100000000', join(bench.folder, 'flood-stamp'), '20000'],
      env: { [TAG]: bench.session },
    },
  })
  const run = await ask(page, 'startTask', { taskId: task.id })
  await page.evaluate((id) => (location.hash = `#/run/${encodeURIComponent(id)}/output`), run.id)
  await page.locator('.xterm-screen').waitFor()
  await delay(1_500)
  const rounds = []
  for (let round = 0; round < bench.rounds(5); round++) rounds.push(await watchFrames(opened, WATCH_MS))
  await ask(page, 'controlRun', { runId: run.id, control: 'terminate' })
  await opened.close()
  return {
    'flood-open': { ...spread(rounds.map(({ frameP95 }) => frameP95)), note: '20,000 lines of 100 bytes a second' },
    'flood-open-main': { ...spread(rounds.map(({ loopP99 }) => loopP99)), note: '' },
  }
}

/** Pressed on the card, seen on the card: the page itself keeps the time, from the event to the changed text. */
export async function clickRow(bench) {
  const opened = await openApp(bench)
  const { page } = opened
  const name = 'Bench coroutine'
  const task = await ask(page, 'saveTask', { spec: { kind: 'coroutine', name, workload: 'lab/coroutine' } })
  const card = page.getByRole('article', { name, exact: true })
  const ms = []
  for (let round = 0; round < bench.rounds(7); round++) {
    await ask(page, 'startTask', { taskId: task.id })
    await card.getByText('coroutine: up').waitFor()
    await card.evaluate((element, label) => {
      const button = element.querySelector(`button[aria-label="${label}"]`)
      const before = element.innerText
      window.benchShown = new Promise((resolve) => {
        button.addEventListener(
          'click',
          (event) => {
            const watch = new MutationObserver(() => {
              if (element.innerText === before || !/cancel/i.test(element.innerText)) return
              watch.disconnect()
              requestAnimationFrame(() => resolve(performance.now() - event.timeStamp))
            })
            watch.observe(element, { subtree: true, childList: true, characterData: true, attributes: true })
          },
          { once: true, capture: true },
        )
      })
    }, `Cancel ${name}`)
    await card.getByRole('button', { name: `Cancel ${name}`, exact: true }).click()
    ms.push(await page.evaluate(() => window.benchShown))
    await allIn(page, 0, ['running', 'stopping'])
  }
  await opened.close()
  return {
    'cancel-click': { ...spread(ms), note: 'from the click’s own time stamp to the next frame with the new text' },
  }
}

/** Twenty idle tasks, nobody touches the window: what all our processes use, and what memory they hold. */
export async function idleRows(bench) {
  const opened = await openApp(bench)
  const { page } = opened
  const specs = Array.from({ length: 20 }, (_, index) => ({
    kind: 'process',
    name: `Idle ${index + 1}`,
    command: '/bin/sleep',
    args: ['100000'],
    env: { [TAG]: bench.session },
  }))
  const tasks = await askEach(
    page,
    'saveTask',
    specs.map((spec) => ({ spec })),
  )
  await askEach(
    page,
    'startTask',
    tasks.map(({ id }) => ({ taskId: id })),
  )
  await allIn(page, 20, ['running'])
  await delay(bench.quick ? 3_000 : 8_000)
  const percent = []
  for (let round = 0; round < bench.rounds(5); round++) {
    const [at, before] = [now(), cpuOf(ownFamily(opened.pid))]
    await delay(bench.quick ? 3_000 : 5_000)
    percent.push(((cpuOf(ownFamily(opened.pid)) - before) / (now() - at)) * 100)
  }
  const own = ownFamily(opened.pid)
  const renderer = own.filter((pid) => readProc(`${pid}/cmdline`).includes('--type=renderer'))
  const memory = { main: memoryOf([opened.pid]), renderer: memoryOf(renderer), all: memoryOf(own) }
  const ticker = await ask(page, 'saveTask', { spec: { kind: 'thread', name: 'In the host', workload: 'lab/ticker' } })
  const before = new Set(own)
  await ask(page, 'startTask', { taskId: ticker.id })
  await delay(2_000)
  const host = ownFamily(opened.pid).filter((pid) => !before.has(pid))
  memory.host = memoryOf(host)
  await opened.close()
  const bare = await bareMemory(bench)
  const one = (value) => ({
    value,
    min: value,
    max: value,
    rounds: 1,
    note: 'shared pages counted once over who shares them',
  })
  return {
    'window-idle': { ...spread(percent), note: `${own.length} processes, all of them` },
    'memory-main': one(memory.main),
    'memory-host': one(memory.host),
    'memory-renderer': one(memory.renderer),
    'memory-all': { ...one(memory.all / bare), note: `${shown(memory.all, 0)} MB, bare ${shown(bare, 0)} MB` },
  }
}

/** All below the app that is not a run. */
function ownFamily(pid) {
  return familyOf(pid).filter((each) => !readProc(`${each}/environ`).includes('QUIESCE_RUN_ID='))
}

function cpuOf(pids) {
  return pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0)
}

function memoryOf(pids) {
  return pids.reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024
}

/** Waits until so many runs are in one of these phases, as main tells the page. The page's own wait takes a promise for a yes. */
async function allIn(page, count, phases) {
  const all = () =>
    page.evaluate(
      async ([wanted, which]) => {
        const held = await window.quiesce.getSnapshot()
        return held.ok && held.value.runs.filter((run) => which.includes(run.phase)).length === wanted
      },
      [count, phases],
    )
  const seen = await until(all, { atMostMs: 90_000, everyMs: 200 })
  if (!seen) throw new Error(`not all of ${count} runs were ${phases.join(' or ')} within 90 s`)
}
