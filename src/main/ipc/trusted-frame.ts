import { isOwnPage } from '../own-page'

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
  if (frame === null) return 'The frame that asked is gone: it was closed or loaded another page.'
  if (frame !== event.sender.mainFrame) return 'Only the main frame of a window may ask, got a frame inside it.'
  if (!isOurWindow(event.sender.id)) return 'Only the windows of Quiesce may ask, got another web page.'
  if (!isOwnPage(frame.url)) return `Only the page of Quiesce may ask, got ${frame.url.slice(0, 200)}.`
  return undefined
}
