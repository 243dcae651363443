import { preference } from '../client/preference'
import { BOARD_ORDERS } from './board-entries'

export const boardDensity = preference('board.density', ['cards', 'list'], 'cards')
export const boardOrder = preference('board.order', BOARD_ORDERS, 'newest')
export const boardLog = preference('board.log', ['shown', 'hidden'], 'shown')
