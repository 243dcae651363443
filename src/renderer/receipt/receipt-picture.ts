import type { Receipt } from '@contract/receipt'
import { inSentence, KIND_WORDS, ORIGIN_WORDS, OUTCOME_WORDS } from '@vocabulary/words'
import type { Tone } from '../ui/tone'
import { fittingText, wrappedText } from './fitting-text'
import { receiptDetail, receiptHeadline, receiptTone } from './receipt-words'
import { type TimelineRow, type TimelineView, timelineView } from './timeline-view'
import { WORDS } from './words'

/** In CSS pixels; drawn at twice that, so that it is sharp on every screen. */
const WIDTH = 1_120
const SCALE = 2
const MARGIN = 32
const ROW = 40
const HEAD = 132
const FOOT = 52
const TITLE_WIDTH = 148
const AXIS = { from: MARGIN + TITLE_WIDTH, width: 440 } as const
const TIME_RIGHT = AXIS.from + AXIS.width + 76
const EVIDENCE = { from: TIME_RIGHT + 20, width: WIDTH - MARGIN - TIME_RIGHT - 20 } as const

/** The receipt as a PNG in base64, in the colours that the window has now. Drawn by hand: an SVG image would taint the canvas. */
export function receiptPicture(receipt: Receipt, madeAt: Date): string {
  const view = timelineView(receipt)
  const canvas = document.createElement('canvas')
  const height = HEAD + view.rows.length * ROW + FOOT
  canvas.width = WIDTH * SCALE
  canvas.height = height * SCALE
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This window can draw no picture: it has no 2D canvas.')
  context.scale(SCALE, SCALE)
  const pen = new Pen(context)
  pen.box(0, 0, WIDTH, height, 'surface')
  drawHead(pen, receipt, view)
  view.rows.forEach((row, index) => {
    drawRow(pen, row, view, HEAD + index * ROW)
  })
  const facts = [
    `${KIND_WORDS[receipt.kind]}, ${inSentence(OUTCOME_WORDS[receipt.outcome])}`,
    receipt.origin === undefined ? '' : WORDS.askedBy(ORIGIN_WORDS[receipt.origin].label),
    WORDS.counts(receipt.survivors.length, receipt.leaks.length),
    WORDS.madeAt(madeAt.toLocaleString()),
  ]
  pen.text(facts.filter(Boolean).join('  ·  '), MARGIN, height - 22, { size: 12, colour: 'ink-faint' })
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}

function drawHead(pen: Pen, receipt: Receipt, view: TimelineView): void {
  const wide = WIDTH - 2 * MARGIN
  pen.text(receipt.name, MARGIN, 42, { size: 15, weight: 600, colour: 'ink-soft', width: wide })
  pen.text(receiptHeadline(receipt), MARGIN, 70, { size: 21, weight: 600, colour: receiptTone(receipt), width: wide })
  pen.text(receiptDetail(receipt), MARGIN, 93, { size: 13, colour: 'ink-soft', width: wide })
  pen.text(view.origin, MARGIN, HEAD - 10, { size: 11, colour: 'ink-faint' })
  for (const tick of view.ticks) {
    pen.text(tick.text, axisAt(tick.place), HEAD - 10, { size: 11, colour: 'ink-faint', align: 'center' })
  }
}

function drawRow(pen: Pen, row: TimelineRow, view: TimelineView, top: number): void {
  const middle = top + ROW / 2
  pen.box(MARGIN, top, WIDTH - 2 * MARGIN, 1, 'line')
  for (const tick of view.ticks) pen.box(axisAt(tick.place), top, 1, ROW, 'line')
  const quiet = row.verdict === 'not-applicable'
  pen.text(row.title, MARGIN, middle + 5, { size: 13, weight: 500, colour: quiet ? 'ink-faint' : 'ink' })
  if (row.place !== undefined) {
    const thick = row.name === 'cleanup-finished' ? 8 : 2
    pen.line(axisAt(row.from), axisAt(row.place), middle, thick, row.tone)
    pen.dot(axisAt(row.place), middle, row.tone)
  }
  for (const sent of row.name === 'delivered' ? view.sent : []) {
    pen.dot(axisAt(sent.place), middle, row.tone)
    const atRight = sent.place > 0.75
    pen.text(sent.text, axisAt(sent.place) + (atRight ? -9 : 9), middle - 7, {
      size: 11,
      colour: 'ink-soft',
      align: atRight ? 'right' : 'left',
    })
  }
  const time = row.place === undefined ? row.verdictText : row.time
  pen.text(time, TIME_RIGHT, middle + 5, { size: 12, colour: 'ink-soft', align: 'right' })
  pen.lines(row.evidence, EVIDENCE.from, middle, EVIDENCE.width)
}

function axisAt(place: number): number {
  return AXIS.from + place * AXIS.width
}

type Colour = Tone | 'surface' | 'line' | 'ink' | 'ink-soft' | 'ink-faint'

interface TextLook {
  readonly size: number
  readonly colour: Colour
  readonly weight?: number
  readonly align?: CanvasTextAlign
  /** Longer text is cut, and says so. */
  readonly width?: number
}

/** Draws in the colours and the font of the window. */
class Pen {
  readonly #context: CanvasRenderingContext2D
  readonly #style = getComputedStyle(document.documentElement)
  readonly #family = getComputedStyle(document.body).fontFamily

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context
  }

  box(x: number, y: number, width: number, height: number, colour: Colour): void {
    this.#context.fillStyle = this.#colour(colour)
    this.#context.fillRect(x, y, width, height)
  }

  line(from: number, to: number, y: number, width: number, colour: Colour): void {
    const context = this.#context
    context.save()
    context.globalAlpha = width > 2 ? 0.4 : 0.55
    context.strokeStyle = this.#colour(colour)
    context.lineWidth = width
    context.lineCap = 'round'
    context.beginPath()
    context.moveTo(from, y)
    context.lineTo(to, y)
    context.stroke()
    context.restore()
  }

  dot(x: number, y: number, colour: Colour): void {
    const context = this.#context
    context.fillStyle = this.#colour(colour)
    context.beginPath()
    context.arc(x, y, 4.5, 0, 2 * Math.PI)
    context.fill()
  }

  text(text: string, x: number, y: number, look: TextLook): void {
    const context = this.#context
    this.#font(look.size, look.weight)
    context.fillStyle = this.#colour(look.colour)
    context.textAlign = look.align ?? 'left'
    const shown = look.width === undefined ? text : fittingText(text, look.width, this.#measure)
    context.fillText(shown, x, y)
  }

  /** At most two lines around `middle`. */
  lines(text: string, x: number, middle: number, width: number): void {
    this.#font(11)
    this.#context.fillStyle = this.#colour('ink-soft')
    this.#context.textAlign = 'left'
    const lines = wrappedText(text, width, 2, this.#measure)
    lines.forEach((line, index) => {
      this.#context.fillText(line, x, middle + 4 + (index - (lines.length - 1) / 2) * 15)
    })
  }

  readonly #measure = (text: string): number => this.#context.measureText(text).width

  #font(size: number, weight = 400): void {
    this.#context.font = `${String(weight)} ${String(size)}px ${this.#family}`
  }

  #colour(name: Colour): string {
    return this.#style.getPropertyValue(`--q-${name}`)
  }
}
