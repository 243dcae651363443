/** The five meanings of colour. Nothing else in the window is coloured, except the one accent. */
export type Tone = 'calm' | 'busy' | 'waiting' | 'alarm' | 'ended'

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  calm: 'text-calm',
  busy: 'text-busy',
  waiting: 'text-waiting',
  alarm: 'text-alarm',
  ended: 'text-ended',
}

export const TONE_SOFT: Readonly<Record<Tone, string>> = {
  calm: 'bg-calm-soft',
  busy: 'bg-busy-soft',
  waiting: 'bg-waiting-soft',
  alarm: 'bg-alarm-soft',
  ended: 'bg-ended-soft',
}

/** For dots, bars and lines: stronger than text needs to be. */
export const TONE_MARK: Readonly<Record<Tone, string>> = {
  calm: 'bg-calm-mark',
  busy: 'bg-busy-mark',
  waiting: 'bg-waiting-mark',
  alarm: 'bg-alarm-mark',
  ended: 'bg-ended-mark',
}
