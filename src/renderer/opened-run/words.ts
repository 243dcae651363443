export { OPENED_RUN_WORDS as WORDS } from '@vocabulary/sentences/window'
