import { Notification } from 'electron'
import type { RunAlert } from './run-alerts'

/** Electron lets go of a message that nobody holds, and then its click is lost. */
const shown = new Set<Notification>()

export function canShowMessages(): boolean {
  return Notification.isSupported()
}

/** A message of the system itself. `open` is called when the person clicks it. */
export function showAlert({ title, text }: RunAlert, open: () => void): void {
  if (!canShowMessages()) return
  const message = new Notification({ title, body: text.slice(0, 300) })
  const forget = (): void => void shown.delete(message)
  shown.add(message)
  message.on('click', () => {
    forget()
    open()
  })
  message.on('close', forget)
  message.on('failed', forget)
  message.show()
}
