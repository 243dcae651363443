import type { EngineEvent, EngineEventType } from '@contract/event'
import { asRunId } from '@contract/ids'
import { Emitter } from '@tools/emitter'
import { withoutSecrets } from '@vocabulary/secrets'
import { wallMs } from '../clock/clock'
import { listenerFailed } from '../in-background'
import type { EventSubject } from './event-subject'

/** Enough for the log page of a long day; older events are dropped from memory. */
const HELD_EVENTS = 10_000
/** Most events are a short sentence; a run that prints long lines must not make 10,000 of them fill the memory. */
const HELD_CHARACTERS = 16 * 1024 * 1024

export type EventMore = Pick<EngineEvent, 'stream' | 'about' | 'over' | 'recorded'>

/** Hands out `seq` and keeps the newest events. A listener that throws does not keep the others from hearing. */
export class EventLog {
  #seq = 0
  #held: EngineEvent[] = []
  #heldCharacters = 0
  readonly #untold: EngineEvent[] = []
  #telling = false
  readonly #told = new Emitter<EngineEvent>(listenerFailed)

  /** `more` must not hold what the subject tells. */
  add(subject: EventSubject | undefined, type: EngineEventType, text: string, more: EventMore = {}): void {
    const event: EngineEvent = {
      seq: ++this.#seq,
      at: wallMs(),
      runId: subject?.id ?? asRunId(''),
      ...(subject && { taskId: subject.task.id, name: subject.task.name, kind: subject.task.kind }),
      type,
      // What a program prints is its own; what we say of it goes into files and reports.
      text: type === 'line' ? text : withoutSecrets(text),
      ...more,
    }
    this.#hold(event)
    this.#untold.push(event)
    this.#tell()
  }

  /** Cut in blocks: removing the first element of a long array at every event would cost more than the event. */
  #hold(event: EngineEvent): void {
    this.#held.push(event)
    this.#heldCharacters += event.text.length
    if (this.#held.length > HELD_EVENTS * 1.25) this.#dropOldest(this.#held.length - HELD_EVENTS)
    while (this.#heldCharacters > HELD_CHARACTERS) this.#dropOldest(Math.ceil(this.#held.length / 5))
  }

  #dropOldest(count: number): void {
    for (const { text } of this.#held.splice(0, count)) this.#heldCharacters -= text.length
  }

  /** A listener that acts makes new events while others have not heard the old one: these wait, so that all hear one order. */
  #tell(): void {
    if (this.#telling) return
    this.#telling = true
    for (let event = this.#untold.shift(); event; event = this.#untold.shift()) this.#told.emit(event)
    this.#telling = false
  }

  recent(): readonly EngineEvent[] {
    return this.#held.slice(-HELD_EVENTS)
  }

  listen(listener: (event: EngineEvent) => void): () => void {
    return this.#told.listen(listener)
  }
}
