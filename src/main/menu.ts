import { Menu, type MenuItemConstructorOptions } from 'electron'
import { openAllowedLink } from './external-links'

export interface MenuActions {
  /** Works without the page: a window that hangs must not keep a run alive. */
  readonly stopAll: () => void
  readonly isDevelopment: boolean
}

export function setMenu({ stopAll, isDevelopment }: MenuActions): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    ...(isDevelopment ? [{ role: 'toggleDevTools' } as const] : []),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ]
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [{ label: 'Stop All Runs', click: stopAll }, { type: 'separator' }, { role: 'quit' }],
    },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    {
      role: 'help',
      submenu: [
        {
          label: 'Node.js: Child Processes',
          click: () => openAllowedLink('https://nodejs.org/api/child_process.html'),
        },
        {
          label: 'Node.js: Worker Threads',
          click: () => openAllowedLink('https://nodejs.org/api/worker_threads.html'),
        },
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
