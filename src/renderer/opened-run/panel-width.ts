import { preference } from '../client/preference'

/** Whether an opened run shares a wide window with the board or takes it whole. */
export const panelWidth = preference('run.width', ['beside', 'whole'], 'beside')
