import { Emitter } from '@tools/emitter'
import type { Readable } from './readable'

/**
 * A part of another readable that may change with every frame. A first change is told at once; those that follow it are gathered,
 * and told once in `everyMs`. Nothing runs while nobody looks.
 */
export function paced<Value, Part>(
  source: Readable<Value>,
  pick: (value: Value) => Part,
  everyMs: number,
): Readable<Part> {
  const changed = new Emitter<Part>(console.error)
  let held = pick(source.get())
  let stopLooking = (): void => undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    if (timer !== undefined) return
    const next = pick(source.get())
    if (Object.is(next, held)) return
    held = next
    timer = setTimeout(() => {
      timer = undefined
      look()
    }, everyMs)
    changed.emit(next)
  }

  return {
    get: () => (changed.listeners === 0 ? pick(source.get()) : held),
    subscribe(listener) {
      if (changed.listeners === 0) {
        held = pick(source.get())
        stopLooking = source.subscribe(look)
      }
      const undo = changed.listen(listener)
      return () => {
        undo()
        if (changed.listeners > 0) return
        stopLooking()
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}
