import { MS_IN, shownIn, TIME_UNITS, type TimeUnit } from './duration'
import { QuantityLine, type QuantityLineProps } from './quantity-line'
import { WORDS } from './words'

const UNITS = TIME_UNITS.map((unit) => ({ value: unit, label: WORDS.units[unit] }))

export interface TimeLineProps extends Omit<QuantityLineProps<TimeUnit>, 'units' | 'placeholder'> {
  /** The default, shown in the chosen unit while nothing is typed. */
  readonly defaultMs?: number
}

/** A time, and its unit. */
export function TimeLine({ defaultMs, ...props }: TimeLineProps) {
  const placeholder = defaultMs === undefined ? undefined : shownIn(defaultMs, MS_IN[props.value.unit])
  return <QuantityLine units={UNITS} placeholder={placeholder} {...props} />
}
