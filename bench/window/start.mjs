import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { now } from '../clock.mjs'
import { familyOf, proportionalKb, TAG } from '../processes.mjs'
import { median, ratio, shown } from '../statistics.mjs'
import { ask, openApp } from './open-app.mjs'

const IDLE = { kind: 'process', command: '/bin/sleep', args: ['1000'] }

/** From the start of the program to a card that the page shows; the bare window shows one too. */
export async function appStartRow(bench) {
  const dataDir = mkdtempSync(join(bench.folder, 'app-start-'))
  const first = await openApp(bench, { dataDir })
  await ask(first.page, 'saveTask', { spec: { ...IDLE, name: 'Kept', env: { [TAG]: bench.session } } })
  await first.page.waitForSelector('article')
  await first.close()
  const measured = { app: [], bare: [] }
  for (let round = 0; round < bench.rounds(5); round++) {
    for (const what of round % 2 === 0 ? ['app', 'bare'] : ['bare', 'app']) {
      const opened = await openApp(bench, { what, ...(what === 'app' && { dataDir }) })
      await opened.page.waitForSelector('article')
      measured[what].push(now() - opened.startedAt)
      await opened.close()
    }
  }
  rmSync(dataDir, { recursive: true, force: true })
  const words = `app ${shown(median(measured.app), 0)} ms, bare ${shown(median(measured.bare), 0)} ms`
  return { 'app-start': { ...ratio(measured.app, measured.bare), note: `${words}, both with a debugger attached` } }
}

/** Proportional memory of all processes of the bare window, in MB. */
export async function bareMemory(bench) {
  const bare = await openApp(bench, { what: 'bare' })
  await bare.page.waitForSelector('article')
  const megabytes = familyOf(bare.pid).reduce((sum, pid) => sum + proportionalKb(pid), 0) / 1024
  await bare.close()
  return megabytes
}
