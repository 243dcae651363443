import { preference } from '../client/preference'
import { writable } from '../client/readable'
import { BOARD_GROUPINGS, BOARD_ORDERS } from './board-entries'

export const boardDensity = preference('board.density', ['cards', 'list'], 'cards')
export const boardOrder = preference('board.order', BOARD_ORDERS, 'newest')
export const boardGrouping = preference('board.grouping', BOARD_GROUPINGS, 'none')
export const boardLog = preference('board.log', ['shown', 'hidden'], 'shown')
/** The stack whose cards are shown, by name; empty for all. Not kept: a board that hides cards after a start would mislead. */
export const boardStack = writable('')
