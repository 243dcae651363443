import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { securityPlugins, securityRules, securitySelectors } from '../../eslint.security.mjs'

const bad: readonly (readonly [line: string, advice: RegExp])[] = [
  ['new BrowserWindow({ webPreferences: { nodeIntegration: true } })', /page gets no Node.*2\)/],
  ['new BrowserWindow({ webPreferences: { nodeIntegrationInWorker: true } })', /No worker of the page/],
  ['new BrowserWindow({ webPreferences: { nodeIntegrationInSubFrames: true } })', /No frame of the page/],
  ['new BrowserWindow({ webPreferences: { contextIsolation: false } })', /share its world.*3\)/],
  ['new BrowserWindow({ webPreferences: { sandbox: false } })', /runs in the sandbox.*4\)/],
  ['new BrowserWindow({ webPreferences: { webSecurity: false } })', /same-origin.*6\)/],
  ['new BrowserWindow({ webPreferences: { allowRunningInsecureContent: true } })', /insecure.*8\)/],
  ['new BrowserWindow({ webPreferences: { experimentalFeatures: true } })', /experimental.*9\)/],
  ["new BrowserWindow({ webPreferences: { enableBlinkFeatures: 'X' } })", /Blink.*10\)/],
  ['new BrowserWindow({ webPreferences: { webviewTag: true } })', /webview.*11\)/],
  ['shell.openExternal(address)', /external-links\.ts.*15\)/],
  ["ipcMain.handle('stop', stop)", /one door.*17\)/],
  ["ipcMain.on('stop', stop)", /one door.*17\)/],
  ["window.loadFile('index.html')", /app:\/\/main.*18\)/],
  ["contextBridge.exposeInMainWorld('x', { on: ipcRenderer.on })", /raw function.*20\)/],
  ["contextBridge.exposeInMainWorld('x', ipcRenderer)", /ipcRenderer itself.*20\)/],
  ["spawn('ls', [], { shell: true })", /No shell unless/],
  ["exec('ls')", /goes through a shell/],
  ["execSync('ls')", /goes through a shell/],
  ['eval(text)', /eval/i],
  ['new Function(text)', /eval/i],
  ['element.innerHTML = text', /innerHTML/],
  ["element.insertAdjacentHTML('beforeend', text)", /insertAdjacentHTML/],
  ['new Buffer(text)', /Buffer/],
]

const good = [
  'new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } })',
  "contextBridge.exposeInMainWorld('x', { stop: (request) => ipcRenderer.invoke('stop', request) })",
  "spawn('ls', ['-l'])",
  'const spec = { shell: true }',
  'pattern.exec(text)',
]

describe('the security checklist', () => {
  it.each(bad)('refuses %s', (line, advice) => {
    const said = lint('src/main/bad.ts', line)
    expect(said.join('\n')).toMatch(advice)
  })

  it.each(good)('accepts %s', (line) => {
    expect(lint('src/main/good.ts', line)).toEqual([])
  })

  it('lets the one file that is meant for it open an address or serve a command', () => {
    expect(lint('src/main/external-links.ts', 'shell.openExternal(address)')).toEqual([])
    expect(lint('src/main/ipc/serve.ts', "ipcMain.handle('stop', stop)")).toEqual([])
    expect(lint('src/main/ipc/serve.ts', 'shell.openExternal(address)')).toHaveLength(1)
  })

  it('has a bad line for each selector', () => {
    const said = bad.flatMap(([line]) => lint('src/main/bad.ts', line))
    const silent = securitySelectors('').filter(({ message }) => !said.includes(message))
    expect(silent.map(({ message }) => message)).toEqual([])
  })
})

function lint(file: string, line: string): string[] {
  const restricted: Linter.RuleEntry = ['error', ...securitySelectors(file)]
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: securityPlugins,
    rules: { ...(securityRules as Linter.RulesRecord), 'no-restricted-syntax': restricted },
  }
  return new Linter({ configType: 'flat' }).verify(line, config, { filename: file }).map((message) => message.message)
}
