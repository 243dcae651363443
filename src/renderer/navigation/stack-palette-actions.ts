import { restartStack, startStack, stopStack } from '../stacks/stack-actions'
import type { StackView } from '../stacks/stack-view'
import { WORDS as STACK_WORDS } from '../stacks/words'
import type { PaletteAction } from './palette-actions'
import { goTo } from './use-route'
import { WORDS } from './words'

/** For each open stack its page, and what can be done with all of it now. */
export function stackPaletteActions(stacks: readonly StackView[]): readonly PaletteAction[] {
  return stacks.flatMap(({ name, running, total, cannotStart, cannotStop }): readonly PaletteAction[] => {
    const note = STACK_WORDS.running(running, total)
    function action(text: string, run: () => void): PaletteAction {
      return { id: `${text}-stack-${name}`, group: WORDS.stacks, text: `${text} ${name}`, note, run }
    }
    return [
      action(WORDS.openTheStack, () => {
        goTo({ page: 'stack', name })
      }),
      ...(cannotStart === undefined ? [action(WORDS.startAllOf, () => void startStack(name))] : []),
      ...(cannotStop === undefined
        ? [
            action(WORDS.stopAllOf, () => void stopStack(name)),
            action(WORDS.restartAllOf, () => void restartStack(name)),
          ]
        : []),
    ]
  })
}
