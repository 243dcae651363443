/** What an app may use before it has read the engine itself: small, and ready in the time that the rest takes. */
export { startJournalThread } from './journal/start-journal-thread'
export { within } from './clock/patience'
export { inBackground, listenerFailed, onBackgroundFailure } from './in-background'
