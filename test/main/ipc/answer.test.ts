import { describe, expect, it } from 'vitest'
import type { CommandName } from '@contract/channels'
import { specError } from '@engine/spec-error'
import { answer } from '../../../src/main/ipc/answer'
import type { Handlers } from '../../../src/main/ipc/handlers'
import { ProblemError } from '../../../src/main/ipc/problem-error'

const mainFrame = { url: 'app://main/' }
const trusted = { senderFrame: mainFrame, sender: { id: 1, mainFrame } }

function door(handlers: Partial<Handlers>) {
  const refuse = () => {
    throw new Error('not asked for in this test')
  }
  const all = new Proxy(handlers, { get: (target, name) => target[name as CommandName] ?? refuse })
  return { handlers: all as Handlers, isOurWindow: (id: number) => id === 1 }
}

describe('the answer to a command', () => {
  it('is the value, when all is well', async () => {
    const taken: string[] = []
    const open = door({ copyText: ({ text }) => void taken.push(text) })
    expect(await answer(open, 'copyText', trusted, { text: 'hello' })).toEqual({ ok: true, value: undefined })
    expect(taken).toEqual(['hello'])
  })

  it('is a problem for an untrusted sender, and its request is not even read', async () => {
    const child = { senderFrame: { url: 'app://main/' }, sender: trusted.sender }
    const unread = new Proxy(
      {},
      { get: () => expect.fail('the request was read'), ownKeys: () => expect.fail('the request was read') },
    )
    expect(await answer(door({}), 'copyText', child, unread)).toMatchObject({
      ok: false,
      problem: { code: 'untrusted-sender' },
    })
  })

  it('is a problem for a request that does not fit', async () => {
    expect(await answer(door({}), 'copyText', trusted, { text: 7 })).toMatchObject({
      ok: false,
      problem: { code: 'bad-request' },
    })
  })

  it.each([
    [
      'a problem that was expected',
      new ProblemError('run-not-found', 'No such run.'),
      { code: 'run-not-found', message: 'No such run.' },
    ],
    [
      'a task that does not fit, with its fields',
      specError('delayMs', '-5', 'a whole number'),
      { code: 'invalid-task', issues: [{ path: 'delayMs', got: '-5' }] },
    ],
  ])('is a problem for %s', async (_what, error, problem) => {
    const open = door({ copyText: () => Promise.reject(error) })
    expect(await answer(open, 'copyText', trusted, { text: '' })).toMatchObject({ ok: false, problem })
  })

  it('is a problem without a stack for a bug, and never a throw', async () => {
    const open = door({
      copyText: () => {
        throw new TypeError('oops')
      },
    })
    const answered = await answer(open, 'copyText', trusted, { text: '' })
    expect(answered).toMatchObject({ ok: false, problem: { code: 'internal' } })
    expect(JSON.stringify(answered)).toContain('oops')
    expect(JSON.stringify(answered)).not.toContain('answer.test')
  })
})
