/** What an app may begin before it has read the engine itself: small, and ready in the time that the rest takes. */
export { startJournalThread } from './journal/start-journal-thread'
