import type { CommandName, Snapshot } from '@contract/channels'
import { ipcMain } from 'electron'
import { answer, type Door } from './answer'
import { requestSchemas } from './requests'
import { distrust } from './trusted-frame'

/** The door as it is opened, before there is somebody behind it: whoever knocks waits. */
export interface OpeningDoor extends Omit<Door, 'handlers'> {
  readonly handlers: Promise<Door['handlers']>
  /** What can be told before that, if anything. */
  readonly snapshotAhead: () => Promise<Snapshot> | undefined
}

/** Opens the one door that pages can knock at. Every command goes through here. */
export function serve({ handlers, snapshotAhead, ...door }: OpeningDoor): void {
  const standing = {
    getSnapshot: async () => snapshotAhead() ?? (await handlers).getSnapshot(undefined),
  }
  let built = false
  handlers.then(
    () => (built = true),
    () => undefined,
  )
  for (const name of Object.keys(requestSchemas) as CommandName[]) {
    ipcMain.handle(`quiesce:${name}`, async (event, request: unknown) => {
      if (name === 'getSnapshot' && !built) return answer({ ...door, handlers: standing }, name, event, request)
      return answer({ ...door, handlers: await handlers }, name, event, request)
    })
  }
  ipcMain.on('quiesce:taken', (event, ticket: unknown) => {
    if (distrust(event, door.isOurWindow) !== undefined || !Number.isSafeInteger(ticket)) return
    door.taken(event.sender.id, Number(ticket))
  })
}
