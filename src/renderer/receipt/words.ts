export { RECEIPT_WORDS as WORDS } from '@vocabulary/sentences/window'
