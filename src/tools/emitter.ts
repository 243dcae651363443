/**
 * Tells each listener of each value, in the order in which they came. A listener that throws does not keep the others from
 * hearing: its error goes to `warn`, with the value.
 */
export class Emitter<Value> {
  readonly #warn: (error: unknown, value: Value) => void
  readonly #listeners = new Set<{ readonly hear: (value: Value) => void }>()

  constructor(warn: (error: unknown, value: Value) => void) {
    this.#warn = warn
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** Returns its undo. The same function may listen twice. */
  listen(hear: (value: Value) => void): () => void {
    const listener = { hear }
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** One that begins to listen meanwhile does not hear this value; one that was undone meanwhile does not hear it either. */
  emit(value: Value): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue
      try {
        listener.hear(value)
      } catch (error) {
        this.#warn(error, value)
      }
    }
  }
}
