export { SETTINGS_WORDS as WORDS } from '@vocabulary/sentences/window'
