import type { CommandName } from '@contract/channels'
import { ipcMain } from 'electron'
import { answer, type Door } from './answer'
import { requestSchemas } from './requests'
import { distrust } from './trusted-frame'

/** Opens the one door that pages can knock at. Every command goes through here. */
export function serve(door: Door): void {
  for (const name of Object.keys(requestSchemas) as CommandName[]) {
    ipcMain.handle(`quiesce:${name}`, (event, request: unknown) => answer(door, name, event, request))
  }
  ipcMain.on('quiesce:taken', (event, ticket: unknown) => {
    if (distrust(event, door.isOurWindow) !== undefined || !Number.isSafeInteger(ticket)) return
    door.taken(event.sender.id, Number(ticket))
  })
}
