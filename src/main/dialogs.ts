import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { ProblemError } from './ipc/problem-error'

const MODULE_ENDINGS = ['js', 'mjs', 'cjs', 'ts', 'mts']

export async function pickFile(purpose: 'module' | 'program'): Promise<{ path: string }> {
  const options: OpenDialogOptions =
    purpose === 'module'
      ? {
          title: 'Choose a workload module',
          properties: ['openFile'],
          filters: [
            { name: 'JavaScript modules', extensions: MODULE_ENDINGS },
            { name: 'All files', extensions: ['*'] },
          ],
        }
      : { title: 'Choose a program', properties: ['openFile'] }
  return { path: await pick(options) }
}

export async function pickFolder(): Promise<{ path: string }> {
  return { path: await pick({ title: 'Choose a working folder', properties: ['openDirectory', 'createDirectory'] }) }
}

/** Where to save the cleanup log. The ending chosen decides the format. */
export async function pickLogFile(): Promise<string> {
  const options: SaveDialogOptions = {
    title: 'Export the cleanup log',
    defaultPath: 'cleanup-log.jsonl',
    filters: [
      { name: 'JSON lines', extensions: ['jsonl'] },
      { name: 'Text', extensions: ['txt'] },
    ],
  }
  const window = frontWindow()
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  if (canceled || filePath === '') throw nothingChosen()
  return filePath
}

async function pick(options: OpenDialogOptions): Promise<string> {
  const window = frontWindow()
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options))
  const path = filePaths[0]
  if (canceled || path === undefined) throw nothingChosen()
  return path
}

function frontWindow(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
}

function nothingChosen(): ProblemError {
  return new ProblemError('dialog-cancelled', 'Nothing was chosen.')
}
