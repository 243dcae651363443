import { TIME_UNITS, type TimeUnit } from './duration'
import { QuantityLine, type QuantityLineProps } from './quantity-line'
import { WORDS } from './words'

const UNITS = TIME_UNITS.map((unit) => ({ value: unit, label: WORDS.units[unit] }))

/** A time, and its unit. */
export function TimeLine(props: Omit<QuantityLineProps<TimeUnit>, 'units'>) {
  return <QuantityLine units={UNITS} {...props} />
}
