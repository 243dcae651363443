import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fallbackVersion } from '../../scripts/setup/fallback-electron.mjs'
import { expect, test } from './support/quiesce-test'
import { answerBox, startDemo, startProgram } from './support/programs'

// What the page cannot reach is in security.e2e.ts. These are the doors between the app, its files and its children.

const ROOT = join(import.meta.dirname, '../..')

test('what a task starts inherits its own descriptors and no way to any process of Electron', async ({ quiesce }) => {
  test.skip(process.platform !== 'linux', 'open descriptors are read from /proc')
  // With a page and a host there are sockets to several processes of ours that a child could inherit.
  await startDemo(quiesce, 'ticker-stop')
  const { pid } = await startProgram(quiesce, 'Looked at', 'echo ready; exec sleep 1000')
  const open = (): Record<string, string> =>
    Object.fromEntries(
      readdirSync(`/proc/${pid}/fd`).map((name) => [
        name,
        readlinkSync(`/proc/${pid}/fd/${name}`).replace(/\d+/g, 'N'),
      ]),
    )
  await expect.poll(() => readFileSync(`/proc/${pid}/comm`, 'utf8')).toBe('sleep\n')
  const others = Object.entries(open()).filter(([name]) => Number(name) > 3)
  expect(others.filter(([, what]) => /socket|pipe|anon_inode|memfd|\/dev\/(?!null)/.test(what))).toEqual([])
})

test('what a task starts has none of the app’s own variables', async ({ quiesce }) => {
  test.skip(process.platform !== 'linux', 'the environment of a process is read from /proc')
  const { pid } = await startProgram(quiesce, 'Looked at', 'echo ready; exec sleep 1000')
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0] ?? '')
  expect(names.filter((name) => /^(ELECTRON_|NODE_OPTIONS|NODE_CHANNEL_|LD_PRELOAD|CHROME_|SNAP)/.test(name))).toEqual(
    [],
  )
})

test('an address that a program printed is opened only after a question, and only when it is a web address', async ({
  quiesce,
  page,
}) => {
  await quiesce.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (address) => Promise.resolve(void opened.push(address))
  })
  const open = (address: string): Promise<string> =>
    page.evaluate(async (address) => {
      const answer = await window.quiesce.openLink({ address })
      return answer.ok ? `opened ${String(answer.value.opened)}` : answer.problem.code
    }, address)
  await answerBox(quiesce, 'Cancel')
  for (const address of [
    'file:///etc/passwd',
    'javascript:1',
    'smb://host/share',
    'ms-settings:',
    'data:text/html,x',
    'https://bank.example@evil.example/',
  ]) {
    expect(await open(address)).toBe('bad-request')
  }
  expect(await open('https://example.invalid/')).toBe('opened false')
  const opened = (): Promise<readonly string[]> =>
    quiesce.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  expect(await opened()).toEqual([])
  await answerBox(quiesce, 'Open in the browser')
  expect(await open('https://example.invalid/')).toBe('opened true')
  expect(await opened()).toEqual(['https://example.invalid/'])
})

test('a file dropped on the window is not loaded in it', async ({ quiesce, page }) => {
  const moves: string[] = []
  page.on('framenavigated', (frame) => moves.push(frame.url()))
  await quiesce.app.evaluate(async ({ BrowserWindow }) => {
    const { debugger: driver } = BrowserWindow.getAllWindows()[0]?.webContents ?? {}
    driver?.attach()
    const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await driver?.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    driver?.detach()
  })
  expect((await page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
  expect(moves).toEqual([])
  expect(page.url()).toBe('app://main/')
})

test('the Electron that runs is the one of the lock file, or the fallback for development', async ({ quiesce }) => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const running = await quiesce.app.evaluate(() => process.versions.electron)
  expect([lock.packages['node_modules/electron']?.version, fallbackVersion]).toContain(running)
})

test('the built main process holds no development server and no way to be pointed at one', () => {
  const folder = join(ROOT, 'out/main')
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  expect(code.length).toBeGreaterThan(10_000)
  // The one address of this machine is in the pattern that health checks are held against.
  const suspicious = /ELECTRON_RENDERER_URL|loadURL\(process\.env|(?<!\(\?:)localhost/.exec(code)
  expect(suspicious?.[0]).toBeUndefined()
})

test('what the app writes down is readable by its owner alone', async ({ quiesce, page }) => {
  test.skip(process.platform === 'win32', 'Windows has no such modes')
  await page.evaluate(() => window.quiesce.setTheme({ theme: 'dark' }))
  await page.evaluate(() =>
    window.quiesce.saveTask({ spec: { kind: 'timer', name: 'Kept', delayMs: 1_000, action: { log: 'x' } } }),
  )
  const files = (): readonly string[] =>
    readdirSync(quiesce.dataDir).filter((name) => /^(settings|tasks).*\.json$|\.(db|sqlite)/.test(name))
  await expect.poll(() => files().length).toBeGreaterThan(1)
  const loose = files().filter((name) => (statSync(join(quiesce.dataDir, name)).mode & 0o077) !== 0)
  expect(loose).toEqual([])
})

test('nothing but our own protocol is ever asked for', async ({ page }) => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await page.reload()
  await page.waitForLoadState('load')
  expect(addresses.length).toBeGreaterThan(1)
  expect(addresses.filter((address) => !/^(app:\/\/main\/|data:|blob:)/.test(address))).toEqual([])
})
