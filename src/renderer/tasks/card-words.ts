export { CARD_WORDS } from '@vocabulary/sentences/window'
