import { expect, it } from 'vitest'
import { messages } from '../../../src/renderer/client/messages'
import { showUnheardFailures } from '../../../src/renderer/client/unheard-failures'

it('shows a rejected promise of the page that nobody heard of', () => {
  const page = new EventTarget()
  showUnheardFailures(page)
  page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('no such card') }))
  expect(messages.get().at(-1)).toMatchObject({
    level: 'alarm',
    title: 'That did not work',
    text: 'An error inside the page: no such card',
  })
})
