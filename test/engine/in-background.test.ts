import { describe, expect, it, onTestFinished } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import { inBackground, onBackgroundFailure, type BackgroundFailure } from '@engine/in-background'

const run = { id: asRunId('run-1'), task: { id: asTaskId('task-1'), name: 'web', kind: 'process' as const } }

function listening(): BackgroundFailure[] {
  const heard: BackgroundFailure[] = []
  onTestFinished(onBackgroundFailure((failure) => heard.push(failure)))
  return heard
}

describe('work that nobody waits for', () => {
  it('tells what it was and why it failed, with the run it was for', async () => {
    const heard = listening()
    inBackground(Promise.reject(new TypeError('nothing there.')), 'looking at web', run)
    await expect.poll(() => heard).toHaveLength(1)
    expect(heard[0]).toEqual({
      text: 'Quiesce failed while looking at web: TypeError: nothing there.',
      about: 'background: looking at web',
      run,
    })
  })

  it('tells nothing of work that succeeds', async () => {
    const heard = listening()
    inBackground(Promise.resolve('done'), 'succeeding')
    inBackground(Promise.reject(new Error('seen')), 'failing after it')
    await expect.poll(() => heard.map(({ about }) => about)).toEqual(['background: failing after it'])
  })

  it.each([
    ['nothing', undefined, 'undefined'],
    ['text', 'full', 'full'],
    ['an object without a prototype', Object.create(null) as unknown, 'an error that has no text'],
  ])('says what was thrown when it was %s', async (_what, thrown, text) => {
    const heard = listening()
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a program may reject with anything
    inBackground(Promise.reject(thrown), `throwing ${text}`)
    await expect
      .poll(() => heard.map((failure) => failure.text))
      .toEqual([`Quiesce failed while throwing ${text}: ${text}.`])
  })

  it('is told once, not each time, while it fails in a loop', async () => {
    const heard = listening()
    const failing = Array.from({ length: 50 }, () => Promise.reject(new Error('again')))
    for (const work of failing) inBackground(work, 'failing in a loop')
    await Promise.allSettled(failing)
    inBackground(Promise.reject(new Error('last')), 'failing at last')
    await expect.poll(() => heard.at(-1)?.about).toBe('background: failing at last')
    expect(heard).toHaveLength(2)
  })

  it('goes on when a listener throws', async () => {
    onTestFinished(
      onBackgroundFailure(() => {
        throw new Error('deaf')
      }),
    )
    const heard = listening()
    inBackground(Promise.reject(new Error('first')), 'telling a listener that throws')
    await expect.poll(() => heard).toHaveLength(1)
  })
})
