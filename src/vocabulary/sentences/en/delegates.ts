import type { ContainerProof, DelegateStatements } from '@contract/statements/delegate-statements'
import { asSentence, processList, upperFirst } from '../text'
import { delegatesSeen } from '../delegates-seen'
import type { Words } from '../words'

const SAYS = { runs: 'it runs', removed: 'it was removed', ended: 'it has ended' } as const

const PROOFS: Readonly<Record<ContainerProof, string>> = {
  'id-file': 'its id file',
  name: 'its name',
  'name-made-with': 'the name that it was made with',
  'name-started-by': 'the name that it was started by',
  'printed-id': 'the id that its client printed',
  make: 'its image, command and options, made while the run lived',
  compose: 'the label of its compose project',
}

const CLEAN = 'the receipt cannot call the end clean'

const SSH_SAYS = 'it answers 255 for an error of its own, ssh(1).'

export const delegates: Words<DelegateStatements> = {
  'daemon-knows-nothing': 'Its daemon knows of no container that it made or started.',
  'delegates-seen': ({ delegates: all }, speak) => delegatesSeen(all, speak, (more) => `And ${more} more.`),
  'nobody-looked-yet': 'Nobody looked at it yet.',
  'container-not-looked-at-yet': 'It was not looked at yet.',
  'work-not-looked-for': 'It was not looked for.',
  'work-not-known': ({ why }, speak) => `Whether it still runs is not known: ${speak(why)}.`,
  'work-of-earlier-quiesce': 'Quiesce had ended before: whether the work has ended cannot be seen.',
  'daemon-says': ({ daemon, state }) =>
    `${daemon === undefined ? 'Its' : `The ${daemon}`} daemon says that ${SAYS[state]}.`,
  'container-is-its': ({ by }) => `It is this run's by ${PROOFS[by]}.`,
  'container-goes-on': ({ sent }) =>
    sent === 'kill' ? 'It was killed, and goes on.' : 'It was asked to stop, and goes on.',
  'command-runs': ({ daemon, pid }) => {
    const where = pid === undefined ? '' : ` as process ${pid}`
    return `The ${daemon} daemon says that it runs${where}. It cannot be asked to end a single command.`
  },
  'command-left-work': ({ daemon, processes }) =>
    `The ${daemon} daemon says that it has ended; what it left in the background still runs: ${processList(processes)}.`,
  'containers-fit': ({ names }) => {
    const fit = names.length === 1 ? 'One container fits' : `${names.length} containers fit`
    return `${fit} what the run started: ${names.join(' or ')}. Nothing proves that it is this run's, so Quiesce touched none.`
  },
  'container-ended-and-removed': ({ daemon }) => `The ${daemon} daemon told that it ended, and that it was removed.`,
  'daemon-too-late': 'Its daemon did not answer in time.',
  'work-cannot-be-seen': ({ launcher, why, note }) => {
    const how =
      launcher === undefined
        ? 'Its command line says so; the launcher itself was not seen'
        : `${launcher} was seen to run`
    return `${how}. Whether the work has ended cannot be seen: ${why}.${note === undefined ? '' : ` ${asSentence(note)}`}`
  },
  'far-command-ended': ({ exitCode, of }) =>
    of === 'command'
      ? `ssh left with exit code ${exitCode}, which is the far command's own: ${SSH_SAYS}`
      : `The line left with exit code ${exitCode}, so each command in it did, and that of ssh is the far command's own: ${SSH_SAYS}`,
  'server-runs': ({ server, processes, own }) =>
    own
      ? `A ${server} server has started it since the run began, and it still runs: ${processList(processes)}.`
      : `A ${server} server has started this since the run began, and it still runs: ${processList(processes)}. Nothing tells whether it is this run's.`,
  'server-runs-nothing': ({ server, serverLives }) =>
    serverLives
      ? `The ${server} servers here run nothing that was started since the run began.`
      : `No ${server} server is left here.`,
  'stop-leaves-command': ({ launcher, name, daemon }) =>
    `Stop ends the ${launcher} client here. ${upperFirst(name)} goes on, and is named in the receipt: ${theDaemon(daemon)} ends no single command.`,
  'stop-through-daemon': ({ name, daemon }) =>
    `Stop and Terminate reach ${name} through ${theDaemon(daemon)}, where it answers; the receipt says what became of it.`,
  'stop-leaves-server': ({ launcher, name, server }) =>
    `Stop ends ${launcher} here. ${upperFirst(name)} may belong to a ${server} server that was there before: the receipt names what is still running in it.`,
  'stop-leaves-remote': ({ launcher, name, why, note }) =>
    `Stop ends the ${launcher} client here. ${upperFirst(name)} may go on${note === undefined ? '' : ` (${note})`}: ${why}, so ${CLEAN}.`,
  'stop-does-not-reach': ({ name, why }) => `Stop does not reach ${name}: ${why}. ${upperFirst(CLEAN)}.`,
  'delegate-had-ended': ({ name }) => `${name} had ended already.`,
  'delegate-out-of-reach': ({ name }) => `Quiesce has no way to reach ${name}.`,
  'delegate-is-gone': ({ name }) => `${name} is gone.`,
  'delegate-has-exited': ({ name, exitCode, outOfMemory }) =>
    `${name} has ended with exit code ${exitCode}${outOfMemory ? ', ended for want of memory' : ''}.`,
  'delegate-stop-not-known': ({ name, why }, speak) =>
    `${name} was asked to stop; that it has is not known: ${speak(why)}.`,
  'daemon-silent': ({ socketPath, afterSeconds }) =>
    `the daemon at ${socketPath} did not answer within ${afterSeconds} s`,
  'daemon-answer-too-long': ({ socketPath, mostBytes }) =>
    `the daemon at ${socketPath} answered with more than ${mostBytes} bytes`,
  'daemon-refused': ({ socketPath, status, message = 'nothing more' }) =>
    `the daemon at ${socketPath} answered ${status}: ${message}`,
  'daemon-not-understood': ({ socketPath }) =>
    `the daemon at ${socketPath} answered with something that is not the engine API`,
  'daemon-not-reached': ({ socketPath, because }) => {
    switch (because) {
      case 'no-socket':
        return `there is no socket at ${socketPath}`
      case 'not-permitted':
        return `Quiesce may not use the socket at ${socketPath}`
      case 'nobody-answers':
        return `no daemon answers at ${socketPath}`
    }
  },
  'daemon-failed': ({ socketPath, error }) => `the daemon at ${socketPath} could not be asked: ${error}`,
  'daemon-not-local': ({ address }) => `its daemon is at ${address}, and Quiesce asks only local sockets`,
  'daemon-context-unreadable': ({ context }) => `where its context ${context} leads cannot be read`,
  'podman-not-listening': ({ places }) => `Podman's service does not listen on ${places.join(' or ')}`,
  'daemon-says-still-runs': 'its daemon says that it still runs',
  'start-order-not-told': 'this platform does not tell in which order processes were started',
}

function theDaemon(daemon: 'Docker' | 'Podman'): string {
  return daemon === 'Docker' ? 'the Docker daemon' : 'Podman'
}
