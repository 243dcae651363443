import type { CommandName } from '@contract/channels'
import { ipcMain } from 'electron'
import { answer, type Door } from './answer'
import { requestSchemas } from './requests'
import { distrust } from './trusted-frame'

/** The door as it is opened, before there is somebody behind it: whoever knocks waits. */
export type OpeningDoor = Omit<Door, 'handlers'> & { readonly handlers: Promise<Door['handlers']> }

/** Opens the one door that pages can knock at. Every command goes through here. */
export function serve({ handlers, ...door }: OpeningDoor): void {
  for (const name of Object.keys(requestSchemas) as CommandName[]) {
    ipcMain.handle(`quiesce:${name}`, async (event, request: unknown) =>
      answer({ ...door, handlers: await handlers }, name, event, request),
    )
  }
  ipcMain.on('quiesce:taken', (event, ticket: unknown) => {
    if (distrust(event, door.isOurWindow) !== undefined || !Number.isSafeInteger(ticket)) return
    door.taken(event.sender.id, Number(ticket))
  })
}
