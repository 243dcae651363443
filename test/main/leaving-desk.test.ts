import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { PageRequest } from '@contract/channels'
import { asRunId } from '@contract/ids'
import { LeavingDesk } from '../../src/main/leaving-desk'
import { leavingQuestion } from '../../src/main/leaving-question'

const QUESTION = leavingQuestion({ alive: [asRunId('run-1')], mayStay: [] }, 10_000)

function scene(shownWithinMs = 60_000) {
  const told: PageRequest[] = []
  const page = new EventEmitter()
  const desk = new LeavingDesk((request) => void told.push(request), shownWithinMs)
  const answer = desk.ask(page, QUESTION)
  const asked = told[0]
  if (asked?.do !== 'ask-leaving') throw new Error('nothing was asked')
  return { told, page, desk, answer, id: asked.questionId }
}

describe('the question before leaving, put to the page', () => {
  it('answers with what the person chose, and withdraws the question', async () => {
    const { desk, id, answer, told, page } = scene()
    desk.shown(id)
    desk.answer(id, 'terminate-all')
    expect(await answer).toBe('terminate-all')
    expect(told.at(-1)).toEqual({ do: 'withdraw-leaving', questionId: id })
    expect(page.eventNames()).toEqual([])
  })

  it('gives up when the page does not show it in time', async () => {
    expect(await scene(1).answer).toBeUndefined()
  })

  it('waits as long as it takes once it is shown', async () => {
    const { desk, id, answer } = scene(30)
    desk.shown(id)
    const later = new Promise((resolve) => setTimeout(() => resolve('later'), 100))
    expect(await Promise.race([answer, later])).toBe('later')
    desk.answer(id, 'stay')
    expect(await answer).toBe('stay')
  })

  it.each(['render-process-gone', 'did-start-loading', 'unresponsive', 'destroyed'])(
    'gives up when the page is lost over it: %s',
    async (loss) => {
      const { desk, id, answer, page } = scene()
      desk.shown(id)
      page.emit(loss)
      expect(await answer).toBeUndefined()
    },
  )

  it('refuses an answer to a question that no longer stands, in a sentence', async () => {
    const { desk, id, answer } = scene()
    desk.answer(id, 'stay')
    await answer
    expect(() => desk.answer(id, 'stop-all')).toThrow('no longer stands')
    expect(() => desk.shown('another')).toThrow('no longer stands')
  })
})
