import { classNames } from '../ui/class-names'
import { TONE_TEXT } from '../ui/tone'
import type { RunMark } from './run-marks'

/** The marks of a run as words in a line of facts. */
export function RunMarks({ marks }: { readonly marks: readonly RunMark[] }) {
  return marks.map((mark) => (
    <span key={mark.text} title={mark.title} className={classNames('shrink-0 font-medium', TONE_TEXT[mark.tone])}>
      {mark.text}
    </span>
  ))
}
