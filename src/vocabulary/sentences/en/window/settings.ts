/** Every sentence of the settings page. */
export const settings = {
  title: 'Settings',
  intro: 'Each change counts at once, and is kept for the next start.',

  notHere: 'Not here',
  sections: {
    stopping: 'Stopping',
    keeping: 'Keeping',
    window: 'Window',
    commands: 'Commands',
    trouble: 'Troubleshooting',
  },
  grace: {
    label: 'Grace for a new command',
    help: 'How long a command without a stop policy of its own may take after SIGTERM before SIGKILL follows. Tasks saved before keep theirs.',
    unit: 'seconds',
  },
  quitGrace: {
    label: 'Grace when Quiesce quits',
    help: 'Every run is asked by its own policy. What has not gone after this time is ended by force.',
    unit: 'seconds',
  },
  keepDays: {
    label: 'Keep ended runs',
    help: 'Runs that ended longer ago are removed, with their receipts and their output.',
    unit: 'days',
  },
  keepMegabytes: {
    label: 'Keep up to',
    help: 'When the journal and all output together grow beyond this, the oldest ended runs are removed first.',
    unit: 'MB',
  },
  theme: {
    label: 'Theme',
    help: 'Light, dark, or as the system says.',
    options: { system: 'System', light: 'Light', dark: 'Dark' },
  },
  language: {
    label: 'Language',
    help: 'The window is read again in it. What has no words in it yet stays in English.',
    // Each in its own words, so that whoever reads no other finds it.
    options: { en: 'English', es: 'Español' },
  },
  notify: {
    label: 'Tell me when a run fails or gets stuck',
    help: 'By a message of the system, and only while this window is not in front.',
  },
  startAtLogin: {
    label: 'Start at login',
    help: 'Quiesce opens when you log in. It starts no task by itself.',
  },
  errorLog: {
    label: 'Error log',
    help: 'What went wrong in Quiesce itself. Passwords and tokens are left out.',
    show: 'Show',
  },
  shell: {
    label: 'Shell',
    help: 'The whole path of the shell for tasks that are run through one. It has to take -c, as sh, bash and zsh do. Counts from the next start of a task.',
    save: 'Use it',
    same: 'This one is in use.',
  },
  outOf: (least: string, most: string, unit: string) =>
    `Give a number from ${least} to ${most} ${unit}. Until then the last one counts.`,
} as const
