import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Publisher } from './ipc/publish'
import type { NoticeBoard } from './notice-board'
import { SettingsFile } from './settings'
import { Theme } from './theme'

/** What a window needs, and an engine is not part of: that is read and built while the page loads. */
export interface Ground {
  readonly dataDir: string
  readonly notices: NoticeBoard
  readonly publisher: Publisher
  readonly settings: SettingsFile
  readonly theme: Theme
}

export async function layGround(dataDir: string, notices: NoticeBoard): Promise<Ground> {
  await mkdir(dataDir, { recursive: true }).catch(() => undefined)
  const settings = await SettingsFile.open(join(dataDir, 'settings.json'), notices)
  return { dataDir, notices, publisher: new Publisher(), settings, theme: new Theme(settings) }
}
