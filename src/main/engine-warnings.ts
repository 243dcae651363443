import type { Engine } from '@contract/engine'
import type { EngineEvent } from '@contract/event'
import type { NoticeBoard } from './notice-board'

/** Shows what the engine warns of that belongs to no run as banners. One goes when the engine says that its cause has passed. */
export function showEngineWarnings(
  engine: Pick<Engine, 'onEvent' | 'recentEvents'>,
  notices: Pick<NoticeBoard, 'post' | 'withdraw'>,
): void {
  const show = ({ type, runId, about, over, text: told }: EngineEvent): void => {
    if (type !== 'warning' || runId !== '') return
    const text = told.replace(/^main: /, '')
    const id = `engine ${about ?? text}`
    if (over === true) notices.withdraw(id)
    else notices.post({ id, level: 'warning', text })
  }
  // What was found while the engine was made is older than any listener.
  engine.recentEvents().forEach(show)
  engine.onEvent(show)
}
