/**
 * Control sequences as ECMA-48 and xterm have them: CSI …; texts for the terminal itself (OSC, DCS, SOS, PM, APC) up to BEL or ST;
 * ESC with intermediate characters, such as `ESC ( B` of `tput sgr0`; ESC with one character, such as `ESC 7` or `ESC c`. The
 * last two are those that were cut off at the end of what is known.
 */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]+[0-~]|\u001b(?:\[[0-?]*[ -/]*$|[ -/]*$)|\u001b[0-~]/g
/** Moves to the first column or another line, and erasures of the whole: what comes next is written over what was there. */
const STARTS_OVER = /^\u001b(?:\[[01]?G|\[[12][JK]|\[\d*[AEFH]|\[\d*;\d*[Hf]|c)$/
const STEPS_BACK = /^\u001b\[\d*D$/
const STEPS_ON = /^\u001b\[\d*C$/
const MOST_STEPS = 80
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** What a person would read of a line that a program wrote for a terminal: the last text that it drew there. */
export function plainText(line: string): string {
  const drawn = line.replace(SEQUENCES, (sequence) => {
    if (STARTS_OVER.test(sequence)) return '\r'
    const steps = Math.min(MOST_STEPS, Number(sequence.slice(2, -1)) || 1)
    return STEPS_BACK.test(sequence) ? '\b'.repeat(steps) : STEPS_ON.test(sequence) ? ' '.repeat(steps) : ''
  })
  // A line that was only erased shows, on a card, what stood there last.
  const latest = drawn.split('\r').findLast((piece) => piece.replace(CONTROLS, '').trim() !== '') ?? ''
  return Array.from(latest.replace(/\u0008+\s*$/, ''))
    .reduce((text, character) => (character === '\b' ? text.replace(/.$/su, '') : text + character), '')
    .replace(/\t/g, '  ')
    .replace(CONTROLS, '')
    .trimEnd()
}
