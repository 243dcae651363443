import type { CommandName, DroppedFile, QuiesceApi, Updates } from '@contract/channels'
import { contextBridge, ipcRenderer, webUtils } from 'electron'

// One record per command, so that a forgotten or an invented name fails to compile.
const COMMANDS = {
  getSnapshot: true,
  startTask: true,
  restartTask: true,
  controlRun: true,
  hurryRun: true,
  stopDelegate: true,
  endLeftAlone: true,
  removeLeftover: true,
  decideFollow: true,
  whoHolds: true,
  writeInput: true,
  resizeTerminal: true,
  getStrictMode: true,
  stopAll: true,
  watchRuns: true,
  dismissRun: true,
  getHistory: true,
  getEarlierRun: true,
  getRecovered: true,
  recoverRun: true,
  readOutput: true,
  saveTask: true,
  checkTask: true,
  deleteTask: true,
  startDemo: true,
  startComparison: true,
  openStackFile: true,
  confirmStack: true,
  startStack: true,
  stopStack: true,
  restartStack: true,
  closeStack: true,
  exportStack: true,
  openLink: true,
  pickFile: true,
  pickFolder: true,
  exportLog: true,
  saveReceipt: true,
  getSettings: true,
  changeSettings: true,
  showErrorLog: true,
  setTheme: true,
  leavingShown: true,
  answerLeaving: true,
  copyText: true,
} satisfies Record<CommandName, true>

const listeners = new Set<{ readonly call: (updates: Updates) => void }>()

ipcRenderer.on('quiesce:updates', (_event, updates: Updates, ticket: number) => {
  for (const listener of [...listeners]) {
    try {
      listener.call(updates)
    } catch (error) {
      console.error(error)
    }
  }
  // Main sends the next push only after this one was taken, so a hung page is never flooded.
  ipcRenderer.send('quiesce:taken', ticket)
})

function onUpdates(listener: (updates: Updates) => void): () => void {
  const entry = { call: listener }
  listeners.add(entry)
  return () => {
    listeners.delete(entry)
  }
}

// Only Electron knows the path, and only of a real file object: a page cannot name one by itself.
function pathOf(file: DroppedFile): string {
  return webUtils.getPathForFile(file as File)
}

function commandMethod(name: string): [string, (request?: unknown) => Promise<unknown>] {
  return [name, (request) => ipcRenderer.invoke(`quiesce:${name}`, request)]
}

const methods = Object.fromEntries(Object.keys(COMMANDS).map(commandMethod)) as unknown as Omit<
  QuiesceApi,
  'onUpdates' | 'pathOf'
>

contextBridge.exposeInMainWorld('quiesce', { ...methods, onUpdates, pathOf } satisfies QuiesceApi)
ipcRenderer.send('quiesce:taken', 0)
