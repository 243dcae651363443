import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import { leavingView } from '../client/leaving'
import { runStore } from '../client/run-store'
import { useReadable } from '../client/use-readable'
import { useNotices } from '../client/use-runs'
import { classNames } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { WORDS } from './words'

const LOOK = {
  info: { icon: <Info size={15} aria-hidden="true" />, className: 'bg-busy-soft text-busy' },
  warning: { icon: <TriangleAlert size={15} aria-hidden="true" />, className: 'bg-waiting-soft text-waiting' },
  alarm: { icon: <CircleAlert size={15} aria-hidden="true" />, className: 'bg-alarm-soft text-alarm' },
} as const

/** What the person should know that belongs to no run. */
export function NoticeBanners() {
  const leaving = useReadable(leavingView)
  const all = useNotices()
  // On the way out, the dialog says it in full.
  const notices = leaving === undefined ? all : all.filter(({ id }) => id !== 'leaving')
  return (
    <div role="status" aria-label={WORDS.notices}>
      {notices.map((notice) => (
        <div
          key={notice.id}
          className={classNames(
            'flex items-center gap-2 border-b border-line py-1 pr-2 pl-4 text-xs',
            LOOK[notice.level].className,
          )}
        >
          {LOOK[notice.level].icon}
          <span className="min-w-0 flex-1 wrap-anywhere">{notice.text}</span>
          <IconButton
            label={WORDS.dismissNotice}
            size="small"
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => {
              runStore.dismissNotice(notice.id)
            }}
          />
        </div>
      ))}
    </div>
  )
}
