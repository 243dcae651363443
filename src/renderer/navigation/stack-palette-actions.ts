import { restartStack, startStack, stopStack } from '../stacks/stack-actions'
import type { StackView } from '../stacks/stack-view'
import { WORDS } from '../stacks/words'
import type { PaletteAction } from './palette-actions'
import { goTo } from './use-route'

/** For each open stack its page, and what can be done with all of it now. */
export function stackPaletteActions(stacks: readonly StackView[]): readonly PaletteAction[] {
  return stacks.flatMap(({ name, running, total, cannotStart, cannotStop }): readonly PaletteAction[] => {
    const note = WORDS.running(running, total)
    function action(text: string, run: () => void): PaletteAction {
      return { id: `${text}-stack-${name}`, group: 'Stacks', text: `${text} ${name}`, note, run }
    }
    return [
      action('Open the stack', () => {
        goTo({ page: 'stack', name })
      }),
      ...(cannotStart === undefined ? [action('Start all of', () => void startStack(name))] : []),
      ...(cannotStop === undefined
        ? [action('Stop all of', () => void stopStack(name)), action('Restart all of', () => void restartStack(name))]
        : []),
    ]
  })
}
