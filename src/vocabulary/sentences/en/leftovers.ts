import type { LeftoverStatements } from '@contract/statements/leftover-statements'
import type { Words } from '../words'

const SHOWN = 5

export const leftovers: Words<LeftoverStatements> = {
  'ports-cannot-be-seen': 'Open ports cannot be seen on this platform.',
  'ports-unseen-while-alive': ({ tables }) => `Its ports could not be seen while it lived: ${unreadable(tables)}.`,
  'ports-unseen-afterwards': ({ tables }) => `Its ports could not be seen after it had gone: ${unreadable(tables)}.`,
  'no-listening-port-seen': 'No listening port of its family was seen.',
  'nobody-listens': ({ places }) => `Nobody listens any more on ${list(places)}.`,
  'somebody-still-listens': ({ places }) => `Somebody still listens on ${list(places)}.`,
  'port-taken-by-another': ({ port, process }) =>
    `Another program has opened ${port} since: ${process.command} (process ${process.pid}).`,
  'port-taken-by-unseen': ({ port }) => `Somebody listens on ${port}; which program it is cannot be seen.`,
  'no-temp-folder': 'It has no private temporary folder.',
  'own-temp-folder': 'Its task names a TMPDIR of its own: what the run left there is not looked at.',
  'temp-folder-unreadable': ({ problem }) => `Its private temporary folder could not be read: ${problem}.`,
  'temp-folder-empty': 'Its private temporary folder is empty.',
  'temp-folder-had-files': ({ count, bytes, removed }) =>
    `${count === 1 ? 'One file' : `${count} files`} (${bytes} bytes) ${count === 1 ? 'was' : 'were'} left in its private temporary folder${removed ? ', and removed afterwards' : ''}.`,
  'left-outside-temp': ({ things }) => {
    const names = things.slice(0, SHOWN).map(({ what, where }) => `${what} (${where})`)
    return `Left outside it: ${names.join(', ')}${things.length > SHOWN ? ` and ${things.length - SHOWN} more` : ''}.`
  },
  'outside-temp-not-known': ({ problem }) => `What it left outside it is not known: ${problem}.`,
  'promised-files-unseen': ({ paths }) => `Whether ${list(paths)} is gone could not be seen.`,
  'promised-ports-unseen': ({ ports }) => `Whether port ${ports.join(', ')} is free could not be seen.`,
  'ports-taken-unseen': ({ ports }) =>
    `Its own sockets are closed, but somebody listens on ${list(ports.map(String))}, and who that is cannot be seen.`,
  'output-not-kept': ({ bytes, problem }) => `${grouped(bytes)} bytes of its output are not kept: ${problem}.`,
  'output-late-on-disk':
    'Not all of its output was on disk when this receipt was written: the disk did not answer in time.',
}

function unreadable(tables: readonly string[]): string {
  return `${tables.join(' and ')} could not be read`
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(', ')
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB')
}
