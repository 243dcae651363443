/** Every sentence of the guide that belongs to no single kind or scenario. */
export const WORDS = {
  title: 'Which one to use?',
  intro:
    'Six ways to do a piece of work, what each is called in Node and in Python, how to cancel it, and what is certain after that.',
  chooser: 'Find yours',
  kinds: 'The six kinds',
  scenarios: 'By scenario',
  answer: 'Use a',
  back: 'One question back',
  restart: 'Start over',
  openLab: 'Try it in the lab',
  makeTask: 'Make a task',
  facts: { node: 'In Node', python: 'In Python', cancel: 'How to cancel', guarantee: 'What it guarantees' },
} as const
