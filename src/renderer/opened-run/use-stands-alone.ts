import { useReadable } from '../client/use-readable'
import { wideWindow } from '../client/wide-window'
import { panelWidth } from './panel-width'

/** True while the opened run has the place of the board: it is then the page, and carries its landmark and its heading. */
export function useStandsAlone(): boolean {
  const whole = useReadable(panelWidth) === 'whole'
  return !useReadable(wideWindow) || whole
}
