import type { Control } from '@contract/kind'

/** Every sentence of the lab that belongs to no single demo or lesson. */
export const WORDS = {
  title: 'Lab',
  intro:
    'Six kinds of work, and what it takes to end each. Start one, press the control that its card names, and watch the lines appear. The receipt then says what really happened.',
  compare: {
    title: 'Compare all kinds side by side',
    text: 'Nine runs of one job: predict what a control does to each, press it once, and see.',
  },
  jump: 'Kinds',
  code: 'In code',
  codeHint: 'The marked line is the one that matters.',
  languages: { typescript: 'TypeScript, Node', python: 'Python' },
  controls: 'What each control does',
  press: { stop: 'Then press Stop', terminate: 'Then press Terminate', cancel: 'Then press Cancel' } satisfies Record<
    Control,
    string
  >,
  pressBoth: 'Then press Cancel on both',
  lines: 'Lines to look for',
  absentLines: 'Must not appear',
  seen: 'seen',
  notSeen: 'not yet seen',
  appeared: 'appeared',
  notAppeared: 'has not appeared so far',
  didNotAppear: 'did not appear',
  start: 'Start',
  alive: 'It is running: end it first.',
  receipt: 'Receipt',
  output: 'Output',
  receiptOf: (name: string) => `Receipt of ${name}`,
  outputOf: (name: string) => `Output of ${name}`,
  notNow: (control: string) => `${control} is not offered now.`,
  startDemo: (title: string): string => `Start ${title}`,
} as const
