import type { ReceiptStatements } from '@contract/statements/receipt-statements'
import { asSentence } from '../text'
import type { Words } from '../words'
import { names } from './names'

export const receipt: Words<ReceiptStatements> = {
  'never-started': 'It never started.',
  'nobody-asked': 'Nobody asked: it ended by itself.',
  'control-asked': ({ control, origin, reason }) =>
    `${asSentence(`${control} was asked ${names.origins[origin].inSentence}`)}${reason === undefined ? '' : ` Reason given: ${asSentence(reason)}`}`,
  'withdrawn-while-waiting': 'It was withdrawn while it waited: it never started.',
  'withdrawn-before-delivery': 'It was withdrawn before there was anybody to deliver to.',
  'arrival-not-told': 'It was sent; whether it arrived was not told.',
  'nobody-to-deliver-to': 'There was nobody to deliver to.',
  'cleanup-began': ({ name }) => `It began its cleanup "${name}".`,
  'nothing-sent': 'Nothing was sent.',
  'nothing-reached-it': 'Nothing that was sent reached it.',
  'force-asks-nobody': 'Force asks nobody: there was nothing to handle.',
  'timer-runs-nothing': 'A timer runs nothing that could take notice.',
  'body-not-seen-to-look': 'The body was not seen to look at what was sent.',
  // wait(2): only a parent is told, and a process whose parent has left gets another one.
  'end-told-to-parent-only':
    'The system tells only its parent how a process ended: those that were followed had another one.',
  'killed-before-it-told': 'It was ended by SIGKILL; whether it saw the earlier step was not told.',
  'ended-by-signal-not-ours': ({ signal }) => `It was ended by ${signal}, which Quiesce did not send.`,
  'ended-by-the-signal': ({ signal }) => `Inferred: ${signal} itself ended it, as it does where no handler takes it.`,
  'exited-after-ask': ({ exit }) =>
    `Inferred: it left with exit code ${exit.code ?? '?'} after it was asked. It did not tell us itself.`,
  'program-does-not-tell': 'A program that does not talk to Quiesce does not tell.',
  'cleanups-told': ({ names, state }) =>
    state === 'started' ? `It told of ${cleanups(names)}.` : `It told that ${cleanups(names)} finished.`,
  'cleanups-unfinished': ({ names }) =>
    `Not finished when it was gone: ${names.map((name) => `"${name}"`).join(', ')}.`,
  'cleanup-failed': ({ name, error }) => asSentence(`The cleanup "${name}" failed: ${error}`),
  'force-left-no-cleanup': 'It was ended by force: no cleanup of its own could run.',
  'program-tells-no-cleanup': 'The program does not tell Quiesce of its cleanup.',
  'timer-has-no-cleanup': 'A timer has nothing to clean up.',
  'no-cleanup-registered': 'It registered no cleanup.',
  'run-went-on': 'The run went on with its family.',
  'end-not-seen': 'Its end was not seen.',
  'has-no-processes': 'It has no processes of its own.',
  'handed-nothing-over': 'It was not seen to hand work to anybody outside its family.',
  'cannot-hold-ports': 'It has no processes that could hold a port.',
  'end-not-seen-at-all': 'Its end was not seen: when it ended, how, and what it left behind is not known.',
  'nobody-there-to-see': 'Quiesce itself had ended before: nobody was there to see it.',
}

function cleanups(names: readonly string[]): string {
  return names.length === 1 ? `the cleanup "${names[0] ?? ''}"` : `${names.length} cleanups`
}
