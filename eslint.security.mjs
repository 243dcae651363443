import noUnsanitized from 'eslint-plugin-no-unsanitized'
import security from 'eslint-plugin-security'

/**
 * Electron's security checklist as lint selectors. `item` is its number there; `only` is the one file that may do it.
 * What a selector cannot see is tested against the running app in test/e2e/security.e2e.ts.
 */
const SELECTORS = [
  option(
    'nodeIntegration',
    true,
    2,
    'The page gets no Node: leave it out, and serve what it needs through src/main/ipc.',
  ),
  option('nodeIntegrationInWorker', true, 2, 'No worker of the page gets Node: leave it out.'),
  option('nodeIntegrationInSubFrames', true, 2, 'No frame of the page gets Node: leave it out.'),
  option('contextIsolation', false, 3, 'The preload must not share its world with the page: leave it on.'),
  option('sandbox', false, 4, 'The page runs in the sandbox: leave it on.'),
  option('webSecurity', false, 6, 'The same-origin policy stays on.'),
  option('allowRunningInsecureContent', true, 8, 'Nothing insecure is loaded: leave it out.'),
  option('experimentalFeatures', true, 9, 'No experimental feature of Chromium: leave it out.'),
  option('webviewTag', true, 11, 'There is no <webview> in this app: leave it out.'),
  {
    item: 10,
    selector: "Property[key.name='enableBlinkFeatures']",
    message: 'No feature of Blink is switched on by hand: leave it out.',
  },
  {
    item: 15,
    selector: "CallExpression[callee.property.name='openExternal']",
    message: 'An address goes to the system only through src/main/external-links.ts, which checks it.',
    only: 'src/main/external-links.ts',
  },
  {
    item: 18,
    selector: "CallExpression[callee.property.name='loadFile']",
    message: 'Nothing is loaded by file: the page comes from app://main/ (loadURL).',
  },
  {
    item: 17,
    selector:
      "CallExpression[callee.object.name='ipcMain'][callee.property.name=/^(handle|handleOnce|on|once|addListener)$/]",
    message:
      'Commands are served at one door that checks the sender: add it to src/main/ipc/handlers and let serve.ts register it.',
    only: 'src/main/ipc/serve.ts',
  },
  {
    item: 20,
    selector:
      "CallExpression[callee.property.name='exposeInMainWorld'] MemberExpression[object.name='ipcRenderer']:not(CallExpression > MemberExpression.callee)",
    message:
      'A raw function of ipcRenderer must not reach the page: wrap it in a named method that passes on plain data.',
  },
  {
    item: 20,
    selector: "CallExpression[callee.property.name='exposeInMainWorld'] > Identifier[name='ipcRenderer']",
    message: 'ipcRenderer itself must not reach the page: expose named methods.',
  },
  {
    item: 0,
    selector:
      "CallExpression[callee.name=/^(spawn|spawnSync|execFile|execFileSync|fork)$/] Property[key.name='shell'][value.value=true]",
    message: 'No shell unless the person chose one for the task: pass the arguments as a list.',
  },
  {
    item: 0,
    selector: 'CallExpression[callee.name=/^(exec|execSync)$/]',
    message: 'exec() goes through a shell: use execFile or spawn with the arguments as a list.',
  },
]

function option(name, value, item, message) {
  return { item, selector: `Property[key.name='${name}'][value.value=${value}]`, message }
}

/**
 * The selectors as ESLint wants them, without those that are meant for every file but this.
 * @param {string} [file]
 * @returns {{ selector: string, message: string }[]}
 */
export function securitySelectors(file) {
  return SELECTORS.filter(({ only }) => only === undefined || only !== file).map(({ selector, message, item }) => ({
    selector,
    message: item > 0 ? `${message} (Electron's security checklist, ${item})` : message,
  }))
}

/** Files that are the one place for something. */
export const onlyPlaces = [...new Set(SELECTORS.flatMap(({ only }) => (only === undefined ? [] : [only])))]

export const securityPlugins = { security, 'no-unsanitized': noUnsanitized }

/*
 * Off: what a process manager does for a living (spawning, opening paths), the rule on `object[key]`, which types check,
 * and the rule on slow patterns, which takes `(\.\d+)?` for one.
 */
export const securityRules = {
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-unsanitized/method': 'error',
  'no-unsanitized/property': 'error',
  'security/detect-bidi-characters': 'error',
  'security/detect-buffer-noassert': 'error',
  'security/detect-disable-mustache-escape': 'error',
  'security/detect-eval-with-expression': 'error',
  'security/detect-invisible-characters': 'error',
  'security/detect-new-buffer': 'error',
  'security/detect-possible-timing-attacks': 'error',
  'security/detect-pseudoRandomBytes': 'error',
}
