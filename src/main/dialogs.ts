import { dirname, join } from 'node:path'
import type { ReceiptFormat } from '@contract/channels'
import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

const MODULE_ENDINGS = ['js', 'mjs', 'cjs', 'ts', 'mts']

export async function pickFile(purpose: 'module' | 'program'): Promise<{ path: string }> {
  const options: OpenDialogOptions =
    purpose === 'module'
      ? {
          title: WORDS.chooseModule,
          properties: ['openFile'],
          filters: [
            { name: WORDS.javaScriptModules, extensions: MODULE_ENDINGS },
            { name: WORDS.allFiles, extensions: ['*'] },
          ],
        }
      : { title: WORDS.chooseProgram, properties: ['openFile'] }
  return { path: await pick(options) }
}

export async function pickFolder(): Promise<{ path: string }> {
  return { path: await pick({ title: WORDS.chooseFolder, properties: ['openDirectory', 'createDirectory'] }) }
}

export function pickStackFile(): Promise<string> {
  return pick({
    title: WORDS.openAStack,
    message: 'A quiesce.yaml, Procfile, package.json, process-compose.yaml or compose.yaml. Nothing is started.',
    properties: ['openFile', 'showHiddenFiles'],
  })
}

/** Where to write a stack: beside the file it came from, unless the person says otherwise. */
export function pickStackTarget(name: string, file: string | undefined): Promise<string> {
  return pickTarget({
    title: WORDS.exportTheStack,
    defaultPath: file === undefined ? name : join(dirname(file), name),
    filters: [{ name: WORDS.quiesceStack, extensions: ['yaml', 'yml'] }],
  })
}

/** Shows the whole address. True when the person wants to go there. */
export async function confirmLink(address: string): Promise<boolean> {
  const options = {
    type: 'question' as const,
    title: WORDS.openALink,
    message: WORDS.openAddress,
    detail: `${address}\n\nIt was printed by a program. Open it only if you know where it leads.`,
    buttons: [WORDS.cancel, WORDS.openInBrowser],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const window = frontWindow()
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return response === 1
}

const RECEIPT_FILES: Readonly<Record<ReceiptFormat, { readonly name: string; readonly ending: string }>> = {
  png: { name: WORDS.picture, ending: 'png' },
  json: { name: 'JSON', ending: 'json' },
  markdown: { name: WORDS.markdown, ending: 'md' },
}

/** Where to save a receipt. `name` is the file's, without its ending. */
export function pickReceiptFile(name: string, format: ReceiptFormat): Promise<string> {
  const { name: kind, ending } = RECEIPT_FILES[format]
  return pickTarget({
    title: WORDS.saveTheReceipt,
    defaultPath: `${name}.${ending}`,
    filters: [{ name: kind, extensions: [ending] }],
  })
}

/** Where to save the cleanup log. The ending chosen decides the format. */
export function pickLogFile(): Promise<string> {
  return pickTarget({
    title: WORDS.exportTheCleanupLog,
    defaultPath: 'cleanup-log.jsonl',
    filters: [
      { name: 'JSON lines', extensions: ['jsonl'] },
      { name: WORDS.text, extensions: ['txt'] },
    ],
  })
}

async function pickTarget(options: SaveDialogOptions): Promise<string> {
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
  return new ProblemError('dialog-cancelled', WORDS.nothingChosen)
}
