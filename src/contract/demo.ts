import type { Control, Kind } from './kind'

/** One row of the lab. The page shows it; main knows the task behind `id`. */
export interface Demo {
  readonly id: string
  readonly kind: Kind
  /** The name of the task or tasks that starting it puts on the board. */
  readonly taskNames: readonly string[]
  readonly title: string
  /** Which control to press. */
  readonly control: Control
  /** What to expect, in a sentence. */
  readonly expect: string
  /** The lines a person will see, in order; `N` stands for a number. */
  readonly lines: readonly string[]
  /** Lines that must not appear: a cleanup that terminate cuts off, the action of a cancelled timer. */
  readonly absentLines?: readonly string[]
}
