// Control sequences: CSI …, OSC … up to BEL or ST, and the two-character ones.
const SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** What a person would read of a line that a program wrote for a terminal. A carriage return starts the line over. */
export function plainText(line: string): string {
  const shown = line.replace(SEQUENCES, '')
  const lastStart = shown.trimEnd().lastIndexOf('\r')
  return shown
    .slice(lastStart + 1)
    .replace(/\t/g, '  ')
    .replace(CONTROLS, '')
    .trimEnd()
}
