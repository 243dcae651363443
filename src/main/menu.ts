import { basename, dirname } from 'node:path'
import type { PageRequest } from '@contract/channels'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { openAllowedLink } from './external-links'
import { WORDS } from './words'

export interface MenuActions {
  /** Works without the page: a window that hangs must not keep a run alive. */
  readonly stopAll: () => void
  /** Shows the window, and has its page do something. */
  readonly ask: (request: PageRequest) => void
  /** Works without the page, which may be what failed. */
  readonly showErrorLog: () => void
  readonly recentStacks: () => readonly string[]
  readonly isDevelopment: boolean
}

/** Sets the menu of the app. Call again when the recent stacks changed. */
export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform)))
}

export function menuTemplate(actions: MenuActions, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const { ask, stopAll, showErrorLog, isDevelopment } = actions
  const isMac = platform === 'darwin'
  const settings: MenuItemConstructorOptions = {
    label: WORDS.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => ask({ do: 'settings' }),
  }
  return [
    ...(isMac
      ? [{ role: 'appMenu' as const, submenu: [{ role: 'about' as const }, settings, { role: 'quit' as const }] }]
      : []),
    {
      label: WORDS.file,
      submenu: [
        { label: WORDS.newTask, accelerator: 'CmdOrCtrl+N', click: () => ask({ do: 'new-task' }) },
        { label: WORDS.openStack, accelerator: 'CmdOrCtrl+O', click: () => ask({ do: 'open-stack' }) },
        { label: WORDS.openRecent, submenu: recentItems(actions) },
        ...(isMac ? [] : [{ type: 'separator' as const }, settings]),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit', accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    { role: 'editMenu' },
    {
      label: WORDS.view,
      submenu: [
        {
          label: WORDS.palette,
          accelerator: 'CmdOrCtrl+K',
          registerAccelerator: false,
          click: () => ask({ do: 'palette' }),
        },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isDevelopment
          ? [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]
          : []),
      ],
    },
    {
      label: WORDS.go,
      submenu: [
        step(WORDS.back, isMac ? 'CmdOrCtrl+[' : 'Alt+Left', () => ask({ do: 'back' })),
        step(WORDS.forward, isMac ? 'CmdOrCtrl+]' : 'Alt+Right', () => ask({ do: 'forward' })),
        { type: 'separator' },
        { label: WORDS.lab, click: () => ask({ do: 'lab' }) },
      ],
    },
    {
      label: WORDS.run,
      submenu: [{ label: WORDS.stopAll, accelerator: 'CmdOrCtrl+Shift+X', click: stopAll }],
    },
    {
      role: 'help',
      label: WORDS.help,
      submenu: [
        { label: WORDS.shortcuts, accelerator: 'F1', click: () => ask({ do: 'shortcuts' }) },
        { type: 'separator' },
        link(WORDS.nodeChildProcesses, 'https://nodejs.org/api/child_process.html'),
        link(WORDS.nodeWorkerThreads, 'https://nodejs.org/api/worker_threads.html'),
        { type: 'separator' },
        { label: WORDS.showErrorLog, click: showErrorLog },
      ],
    },
  ]
}

/** The page hears the key itself: in a terminal it is for the program, and under a question for nobody. */
function step(label: string, accelerator: string, click: () => void): MenuItemConstructorOptions {
  return { label, accelerator, registerAccelerator: false, click }
}

function recentItems({ recentStacks, ask }: MenuActions): MenuItemConstructorOptions[] {
  const files = recentStacks()
  if (files.length === 0) return [{ label: WORDS.noRecent, enabled: false }]
  // An ampersand in a label would mark a letter instead of being shown.
  return files.map((path) => ({
    label: `${basename(path)} in ${dirname(path)}`.replaceAll('&', '&&'),
    click: () => ask({ do: 'open-stack-file', path }),
  }))
}

function link(label: string, address: string): MenuItemConstructorOptions {
  return { label, click: () => openAllowedLink(address) }
}
