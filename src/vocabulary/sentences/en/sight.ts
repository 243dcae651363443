import type { SightStatements } from '@contract/statements/sight-statements'
import type { Words } from '../words'

const OWN_PROGRAMS = {
  seen: 'A program that its code starts with an environment of its own carries no mark of this run: whether that is still alive is not looked for.',
  'not-seen':
    'A program that its code starts cannot be told from others on this platform: whether it is still alive is not looked for.',
} as const

const FOUND_BY = {
  namespace: 'Its family is inside a process namespace: nothing that it starts itself can leave it.',
  parents: 'Its family is found by parent links.',
  'group-mark-parents': 'Its family is found by process group, mark and parent links.',
} as const

export const sight: Words<SightStatements> = {
  'own-programs-unmarked': ({ marks }) => OWN_PROGRAMS[marks],
  'output-unbounded-while-away':
    'It writes its output to a file by itself, so that it can outlive Quiesce: how much it prints while Quiesce is away is not bounded.',
  'no-events-where-kept':
    'It is given no descriptor for events, since a pipe to Quiesce would break with Quiesce: what it cleans up is not told to Quiesce.',
  'process-limit-binds-nobody':
    'Quiesce runs as root, whom the kernel exempts from a limit of processes: the one of this task binds nobody.',
  'started-by-others-outside':
    'A program that somebody outside starts for it, such as a tmux server, systemd-run, docker, at or ssh, is not in its process namespace: only launchers that Quiesce knows are looked after.',
  'emptied-environment-unseen':
    'A process that starts in a session of its own with an emptied environment and closes what it was given, after its parent has gone, cannot be seen to belong to its run: the receipt can only say that it may.',
  'hidden-environment-found-otherwise':
    'A program that overwrites or hides its environment is found by its process group, its parents and what it was given only.',
  'ports-and-signals-unseen': 'Open ports and the signals that a process ignores cannot be seen on this platform.',
  'marks-of-guarded-unseen':
    'The environment mark is readable only for processes that system protection does not guard.',
  'no-polite-signal':
    'There is no polite signal on Windows: only programs with an IPC channel or a stdin text can be asked to stop.',
  'orphan-grandchild-unseen': 'A grandchild whose parent has gone cannot be found on Windows.',
  'ports-unseen-yet': 'Open ports cannot be seen on Windows yet.',
  'family-found-by': ({ by }) => FOUND_BY[by],
  'family-found-alive':
    'It was found alive: its family is found by process group, mark and parent links; how it exits cannot be seen.',
}
