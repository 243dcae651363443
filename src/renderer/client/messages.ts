import { type Readable, writable } from './readable'

/** Something to tell the person once, in passing. `level` decides the colour and whether it interrupts. */
export interface Message {
  readonly id: string
  readonly level: 'done' | 'info' | 'warning' | 'alarm'
  readonly title: string
  readonly text?: string
}

/** More at once than a person reads; the oldest go first. */
const MOST_AT_ONCE = 4

const held = writable<readonly Message[]>([])
let count = 0

export const messages: Readable<readonly Message[]> = held

export function tell(message: Omit<Message, 'id'>): void {
  count += 1
  held.set([...held.get(), { ...message, id: String(count) }].slice(-MOST_AT_ONCE))
}

export function forgetMessage(id: string): void {
  held.set(held.get().filter((message) => message.id !== id))
}
