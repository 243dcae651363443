import { isOwnPage } from '../own-page'
import { WORDS } from '../words'

/** The part of Electron's IPC event that tells who asks. */
export interface AskingEvent {
  /** Null when the frame navigated away or was destroyed before the message was looked at. */
  readonly senderFrame: AskingFrame | null
  readonly sender: { readonly id: number; readonly mainFrame: AskingFrame }
}

export interface AskingFrame {
  readonly url: string
}

/** Why a frame may not ask, in a sentence; undefined when it may. */
export function distrust(event: AskingEvent, isOurWindow: (contentsId: number) => boolean): string | undefined {
  const frame = event.senderFrame
  if (frame === null) return WORDS.frameGone
  if (frame !== event.sender.mainFrame) return WORDS.onlyMainFrame
  if (!isOurWindow(event.sender.id)) return WORDS.onlyOwnWindows
  if (!isOwnPage(frame.url)) return WORDS.onlyOwnPage(frame.url.slice(0, 200))
  return undefined
}
