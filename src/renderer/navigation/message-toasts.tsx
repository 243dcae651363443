import { forgetMessage, type Message, messages } from '../client/messages'
import { useReadable } from '../client/use-readable'
import { Toasts } from '../ui/toast'
import type { Tone } from '../ui/tone'

const TONES: Readonly<Record<Message['level'], Tone>> = {
  done: 'calm',
  info: 'busy',
  warning: 'waiting',
  alarm: 'alarm',
}

export function MessageToasts() {
  const shown = useReadable(messages)
  return (
    <Toasts
      toasts={shown.map(({ id, level, title, text }) => ({
        id,
        tone: TONES[level],
        title,
        ...(text === undefined || text === '' ? {} : { text }),
      }))}
      onClose={forgetMessage}
    />
  )
}
