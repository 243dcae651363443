import { numberOf } from '../duration'
import type { ProcessLifeDraft, SizeUnit } from './life-draft'

export const BYTES_IN: Readonly<Record<SizeUnit, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** Bytes; or what was typed, when that is no number, so that the check can name it. */
export function bytesOf({ text, unit }: ProcessLifeDraft['keepOutput']): number | string {
  const number = numberOf(text)
  return typeof number === 'number' ? Math.round(number * BYTES_IN[unit]) : number
}
