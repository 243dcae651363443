export { NAVIGATION_WORDS as WORDS } from '@vocabulary/sentences/window'
