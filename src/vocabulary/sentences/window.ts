import { wordsOf } from '../language'
import { board as enBoard } from './en/window/board'
import { cards as enCards } from './en/window/cards'
import { navigation as enNavigation } from './en/window/navigation'
import { openedRun as enOpenedRun } from './en/window/opened-run'
import { receipt as enReceipt } from './en/window/receipt'
import { settings as enSettings } from './en/window/settings'
import { board as esBoard } from './es/window/board'
import { cards as esCards } from './es/window/cards'
import { navigation as esNavigation } from './es/window/navigation'
import { openedRun as esOpenedRun } from './es/window/opened-run'
import { receipt as esReceipt } from './es/window/receipt'
import { settings as esSettings } from './es/window/settings'

/** The words of the window by room, each language beside the others. Rooms that are not here have their English in their own `words.ts`. */
export const WINDOW_CATALOGUES = {
  board: { en: enBoard, es: esBoard },
  cards: { en: enCards, es: esCards },
  navigation: { en: enNavigation, es: esNavigation },
  openedRun: { en: enOpenedRun, es: esOpenedRun },
  receipt: { en: enReceipt, es: esReceipt },
  settings: { en: enSettings, es: esSettings },
}

export const BOARD_WORDS = wordsOf(WINDOW_CATALOGUES.board)
export const CARD_WORDS = wordsOf(WINDOW_CATALOGUES.cards)
export const NAVIGATION_WORDS = wordsOf(WINDOW_CATALOGUES.navigation)
export const OPENED_RUN_WORDS = wordsOf(WINDOW_CATALOGUES.openedRun)
export const RECEIPT_WORDS = wordsOf(WINDOW_CATALOGUES.receipt)
export const SETTINGS_WORDS = wordsOf(WINDOW_CATALOGUES.settings)
