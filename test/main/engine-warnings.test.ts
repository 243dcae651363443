import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '@contract/event'
import { asRunId } from '@contract/ids'
import { showEngineWarnings } from '../../src/main/engine-warnings'
import { NoticeBoard } from '../../src/main/notice-board'
import { PendingUpdates } from '../../src/main/ipc/pending-updates'

const warning = (text: string, more: Partial<EngineEvent> = {}): EngineEvent => ({
  seq: 1,
  at: 0,
  runId: asRunId(''),
  type: 'warning',
  text: `main: ${text}`,
  ...more,
})

function shown(before: readonly EngineEvent[] = []) {
  const board = new NoticeBoard()
  let tell: (event: EngineEvent) => void = () => undefined
  const onEvent = (listener: (event: EngineEvent) => void): (() => void) => {
    tell = listener
    return () => undefined
  }
  showEngineWarnings({ onEvent, recentEvents: () => before }, board)
  return { board, tell: (event: EngineEvent) => tell(event), texts: () => board.all().map(({ text }) => text) }
}

describe('a warning that belongs to no run', () => {
  it('stands as a banner, also when it is older than the window', () => {
    const { tell, texts } = shown([warning('The file of saved tasks could not be understood.')])
    tell(warning('The watchdog was ended.'))
    expect(texts()).toEqual(['The file of saved tasks could not be understood.', 'The watchdog was ended.'])
  })

  it('takes the place of the last one about the same, and goes when that has passed', () => {
    const { tell, texts } = shown()
    tell(warning('The journal cannot be written: the disk is full.', { about: 'journal-not-written' }))
    tell(warning('The journal cannot be written: the folder is read-only.', { about: 'journal-not-written' }))
    expect(texts()).toEqual(['The journal cannot be written: the folder is read-only.'])
    tell(warning('The journal is written again.', { about: 'journal-not-written', over: true }))
    expect(texts()).toEqual([])
  })

  it('is no banner when a run is meant, and nothing else is a banner either', () => {
    const { tell, texts } = shown()
    tell(warning('Its stops got worse.', { runId: asRunId('run-1') }))
    tell(warning('worker: up', { type: 'line' }))
    expect(texts()).toEqual([])
  })

  it('stands once, however often it is said', () => {
    const { tell, texts } = shown()
    for (let time = 0; time < 100; time++) tell(warning('web: its files cannot be watched.'))
    expect(texts()).toHaveLength(1)
  })
})

describe('a banner that is withdrawn', () => {
  it('is told to the page once, and a new one with its name stands again', () => {
    const pending = new PendingUpdates()
    const board = new NoticeBoard()
    board.listen({
      posted: (notice) => pending.notice(notice),
      withdrawn: (id) => pending.noticeWithdrawn(id),
    })
    const notice = { id: 'disk', level: 'warning', text: 'Full.' } as const
    board.post(notice)
    board.withdraw('disk')
    board.withdraw('disk')
    expect(pending.take()).toMatchObject({ notices: [], withdrawnNotices: ['disk'] })
    board.withdraw('unknown')
    expect(pending.isEmpty).toBe(true)
    board.post(notice)
    board.withdraw('disk')
    board.post(notice)
    const { notices, withdrawnNotices } = pending.take()
    expect([notices, withdrawnNotices]).toEqual([[notice], undefined])
  })
})
