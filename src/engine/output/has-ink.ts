/** CSI sequences, texts for the terminal itself (titles, links), and the other escapes. ECMA-48; one that was cut off counts too. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*(?:[0-~]|$)/g
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g

/** Whether a terminal shows anything of it: an erasure, a colour or a title alone is nothing that a person reads. */
export function hasInk(text: string): boolean {
  return text.replace(SEQUENCES, '').replace(CONTROLS, '').trim() !== ''
}
