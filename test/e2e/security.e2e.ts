import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { METHODS } from './support/bridge-methods'
import { expect, test } from './support/quiesce-test'

const PRELOAD = join(import.meta.dirname, '../../out/preload/index.cjs')
/** All but `onUpdates` and `pathOf`, which ask nothing of main. */
const COMMAND_COUNT = METHODS.length - 2

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScript(text: string): string; createScriptURL(text: string): string },
  ): { createScript(text: string): string; createScriptURL(text: string): string }
}

declare global {
  interface Window {
    /** Chromium has it; the types of the DOM do not, yet. What it creates is an object that stands for the text. */
    readonly trustedTypes: TrustedTypes
  }
}

/** Collects what the policy of the page forbids while `act` runs in it. */
async function violationsDuring(page: Page, act: string): Promise<readonly string[]> {
  // `page.evaluate` is not bound by the policy of the page; what the evaluated code adds to the page is.
  return page.evaluate(async (code) => {
    const found: string[] = []
    const note = (event: SecurityPolicyViolationEvent): void => void found.push(event.effectiveDirective)
    document.addEventListener('securitypolicyviolation', note)
    // Without a policy of its own each of these would already fail for want of a trusted type.
    const trusted = window.trustedTypes.createPolicy('test', {
      createScript: (text) => text,
      createScriptURL: (text) => text,
    })
    const act: unknown = {
      'inline script': () => {
        const script = document.createElement('script')
        script.textContent = trusted.createScript('window.hacked = true')
        document.body.append(script)
      },
      'inline handler': () => {
        document.body.setAttribute('onclick', trusted.createScript('window.hacked = true'))
        // The text is compiled when it is first needed.
        document.body.click()
      },
      'inline style': () =>
        document.body.append(Object.assign(document.createElement('style'), { textContent: 'p{}', nonce: '' })),
      'foreign fetch': () => fetch('https://example.invalid/').catch(() => undefined),
      'file fetch': () => fetch('file:///etc/passwd').catch(() => undefined),
      'foreign image': () => void (new Image().src = 'https://example.invalid/x.png'),
      'foreign frame': () =>
        document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' })),
      'own frame': () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://main/' })),
      base: () =>
        document.head.append(Object.assign(document.createElement('base'), { href: 'https://example.invalid/' })),
      form: () => {
        const form = Object.assign(document.createElement('form'), { action: 'https://example.invalid/' })
        document.body.append(form)
        form.submit()
      },
      'html from text': () => {
        try {
          document.createElement('div').innerHTML = '<b>text</b>'
        } catch {
          // The event is what counts.
        }
      },
      worker: () => {
        try {
          new Worker(trusted.createScriptURL('app://main/worker.js'))
        } catch {
          // The event is what counts.
        }
      },
    }[code]
    if (typeof act !== 'function') throw new Error(`no act called ${code}`)
    await (act as () => unknown)()
    const deadline = performance.now() + 10_000
    while (found.length === 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
    document.removeEventListener('securitypolicyviolation', note)
    return found
  }, act)
}

test('the page is ours, has no Node, and no way to Electron but the named methods', async ({ page }) => {
  expect(page.url()).toMatch(/^app:\/\/main\//)
  expect(await page.evaluate(() => location.protocol)).toBe('app:')
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  )
  expect(found).toEqual([])
  const bridge = await page.evaluate(() => ({
    names: Object.keys(window.quiesce).toSorted(),
    kinds: [...new Set(Object.values(window.quiesce).map((value) => typeof value))],
    inner: Object.values(window.quiesce).flatMap((value) => Object.keys(value)),
    frozen: (() => {
      try {
        Object.assign(window.quiesce, { stopAll: () => 'mine' })
      } catch {
        return true
      }
      return false
    })(),
  }))
  expect(bridge).toEqual({ names: METHODS, kinds: ['function'], inner: [], frozen: true })
})

test('the window runs with every lock that Electron has', async ({ quiesce }) => {
  const windows = await quiesce.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Not in Electron's types; it is how its own tests read them.
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return contents.getLastWebPreferences()
    }),
  )
  expect(windows).toHaveLength(1)
  expect(windows[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
  })
})

test('a page that rewrites its own globals changes no answer of main', async ({ page }) => {
  const answer = await page.evaluate(async () => {
    Array.prototype.push = () => 0
    JSON.parse = () => 'mine'
    Object.fromEntries = () => ({ mine: true }) as never
    Promise.prototype.then = Promise.prototype.then.bind(Promise.resolve('mine')) as never
    return await window.quiesce.checkTask({ spec: { kind: 'timer', name: 'x', delayMs: -1, action: { log: '' } } })
  })
  expect(answer).not.toBe('mine')
})

test('every command is refused to a second window with the same preload at another address', async ({ quiesce }) => {
  const answers = await quiesce.app.evaluate(async ({ BrowserWindow }, preload) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await window.loadURL('data:text/html,<title>hostile</title>')
    const answers: unknown = await window.webContents.executeJavaScript(
      `Promise.all(Object.keys(window.quiesce).filter((name) => name !== 'onUpdates' && name !== 'pathOf').map((name) => window.quiesce[name]({})))`,
    )
    window.destroy()
    return answers as { ok: boolean; problem?: { code: string } }[]
  }, PRELOAD)
  expect(answers).toHaveLength(COMMAND_COUNT)
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, problem: { code: 'untrusted-sender' } })
})

test('a second window at our own address is refused as well: it is not one that we opened', async ({ quiesce }) => {
  const answer = await quiesce.app.evaluate(async ({ BrowserWindow }, preload) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await window.loadURL('app://main/page-failed')
    const answer: unknown = await window.webContents.executeJavaScript('window.quiesce.getSnapshot()')
    window.destroy()
    return answer
  }, PRELOAD)
  expect(answer).toMatchObject({ ok: false, problem: { code: 'untrusted-sender' } })
})

test('a frame inside the page has no bridge', async ({ page }) => {
  const found = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const inner = frame.contentWindow
    return {
      window: inner !== null,
      bridge: inner !== null && 'quiesce' in inner,
      node: inner !== null && 'require' in inner,
    }
  })
  expect(found).toEqual({ window: true, bridge: false, node: false })
})

for (const [act, directive] of [
  ['inline script', 'script-src-elem'],
  ['inline handler', 'script-src-attr'],
  ['inline style', 'style-src-elem'],
  ['foreign fetch', 'connect-src'],
  ['file fetch', 'connect-src'],
  ['foreign image', 'img-src'],
  ['foreign frame', 'frame-src'],
  ['own frame', 'frame-src'],
  ['base', 'base-uri'],
  ['form', 'form-action'],
  ['html from text', 'require-trusted-types-for'],
  ['worker', 'worker-src'],
] as const) {
  test(`the policy of the page forbids: ${act}`, async ({ page }) => {
    expect(await violationsDuring(page, act)).toContain(directive)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(page.url()).toMatch(/^app:\/\/main\//)
  })
}

test('text is never run as code: eval and new Function throw in a script of the page', async ({ quiesce, page }) => {
  // Run as the page itself: what the debugger evaluates is exempt from the policy.
  const thrown = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const thrown: string[] = []
        const attempts: (() => unknown)[] = [() => (0, eval)('1'), () => new Function('return 1')()]
        setTimeout(() => {
          for (const attempt of attempts) {
            try {
              attempt()
              thrown.push('nothing')
            } catch (error) {
              thrown.push(error instanceof Error ? error.name : 'other')
            }
          }
          resolve(thrown)
        }, 0)
      }),
  )
  expect(thrown).toEqual(['EvalError', 'EvalError'])
  expect(quiesce.errors()).not.toContain('Uncaught')
})

for (const target of [
  'https://example.invalid/',
  'file:///etc/passwd',
  'data:text/html,hi',
  'app://main.evil/',
  'app://main@evil/',
  'javascript:void(document.title="hacked")',
]) {
  test(`the page stays where it is when it is sent to ${target}`, async ({ quiesce, page }) => {
    const moves: string[] = []
    page.on('framenavigated', (frame) => moves.push(frame.url()))
    await page.evaluate((href) => {
      location.href = href
      const link = Object.assign(document.createElement('a'), { href })
      document.body.append(link)
      link.click()
      const refresh = document.createElement('meta')
      refresh.httpEquiv = 'refresh'
      refresh.content = `0;url=${href}`
      document.head.append(refresh)
    }, target)
    // Main answers in order, so by then it has also judged what was asked before.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
    expect((await page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
    expect(moves).toEqual([])
    expect(page.url()).toMatch(/^app:\/\/main\/$/)
    expect(await page.title()).not.toBe('hacked')
    expect(await quiesce.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  })
}

test('an empty page, which no browser asks about, is left again for ours', async ({ page }) => {
  const moves: string[] = []
  page.on('framenavigated', (frame) => moves.push(frame.url()))
  await page.evaluate(() => void (location.href = 'about:blank'))
  await expect.poll(() => moves).toEqual(['about:blank', 'app://main/'])
  await page.waitForLoadState('load')
  expect((await page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
})

test('no second window, no webview, and only links on the list reach the browser', async ({ quiesce, page }) => {
  await quiesce.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (address) => {
      opened.push(address)
      return Promise.resolve()
    }
  })
  const result = await page.evaluate(() => {
    const addresses = [
      'app://main/',
      'about:blank',
      'https://example.invalid/',
      'file:///etc/passwd',
      'javascript:1',
      'smb://x/y',
    ]
    const windows = addresses.map((address) => window.open(address))
    for (const href of addresses) {
      const link = Object.assign(document.createElement('a'), { href, target: '_blank' })
      document.body.append(link)
      link.click()
      link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true }))
    }
    const view = document.createElement('webview')
    document.body.append(view)
    window.open('https://nodejs.org/api/')
    return { windows, view: 'getURL' in view }
  })
  expect(result).toEqual({ windows: [null, null, null, null, null, null], view: false })
  const after = await quiesce.app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    contents: webContents.getAllWebContents().length,
    opened: (globalThis as unknown as { opened: string[] }).opened,
  }))
  expect(after).toEqual({ windows: 1, contents: 1, opened: ['https://nodejs.org/api/'] })
})

test('every permission is denied', async ({ page }) => {
  const found = await page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read'] as PermissionName[]
    const states = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    const place = await new Promise<number>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve(0),
        (error) => resolve(error.code),
      ),
    )
    const name = (error: unknown): string => (error instanceof Error ? error.name : 'other')
    return {
      states: [...new Set(states)],
      notification: await Notification.requestPermission(),
      place,
      clipboard: await navigator.clipboard.readText().then(() => 'read', name),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'seen', name),
      screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'seen', name),
    }
  })
  expect(found).toMatchObject({ states: ['denied'], notification: 'denied', place: 1, clipboard: 'NotAllowedError' })
  expect(found.camera).not.toBe('seen')
  expect(found.screen).not.toBe('seen')
})

test('the page protocol gives out the build and nothing else, with its headers on every answer', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const paths = [
      '/',
      '/..%2f..%2f..%2fetc/passwd',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/index.js',
      '//etc/passwd',
      '/nothing',
    ]
    return Promise.all(
      paths.map(async (path) => {
        const response = await fetch(`app://main${path}`)
        return [path, response.status, (response.headers.get('content-security-policy') ?? '').includes("'none'")]
      }),
    )
  })
  expect(answers.map(([, status]) => status)).toEqual([200, 404, 404, 404, 404, 404])
  expect(answers.every(([, , policy]) => policy === true)).toBe(true)
  expect(await page.evaluate(async () => (await fetch('app://main/', { method: 'POST' })).status)).toBe(405)
})

test('a thousand subscriptions leave one listener, and a push reaches each subscriber once', async ({ page }) => {
  const calls = await page.evaluate(async () => {
    let ended = 0
    let counted = 0
    for (let count = 0; count < 1_000; count++) {
      window.quiesce.onUpdates(() => {
        ended++
      })()
    }
    const spec = { kind: 'timer', name: 'To be pushed', delayMs: 60_000, action: { log: 'never' } } as const
    const pushed = new Promise<boolean>((resolve) => {
      window.quiesce.onUpdates((updates) => {
        if (updates.tasks?.some((task) => task.name === spec.name) !== true) return
        counted++
        resolve('sender' in updates || 'ports' in updates)
      })
    })
    const saved = await window.quiesce.saveTask({ spec })
    const leaked = await pushed
    return { ended, counted, leaked, saved: saved.ok }
  })
  expect(calls).toEqual({ ended: 0, counted: 1, leaked: false, saved: true })
})

test('hostile requests are answered with a problem, and main goes on', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const hostile: unknown[] = [
      null,
      7,
      'text',
      [],
      new Map(),
      { runId: 1 },
      { pid: 1 },
      { runId: 'x'.repeat(1e6) },
      new Array(1e5),
    ]
    const methods = Object.entries(window.quiesce).filter(
      ([name]) => !/^(onUpdates|pathOf|getSnapshot|stopAll|pick\w+|exportLog)$/.test(name),
    )
    const asked = methods.flatMap(([, method]) =>
      hostile.map((request) => (method as (request: unknown) => Promise<unknown>)(request)),
    )
    const answers = (await Promise.all(asked)) as { ok: boolean; problem?: { code: string } }[]
    return [...new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.problem?.code)))]
  })
  expect(codes).toEqual(['bad-request'])
  expect((await page.evaluate(() => window.quiesce.getSnapshot())).ok).toBe(true)
})
