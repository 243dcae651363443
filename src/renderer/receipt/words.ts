/** Every sentence of the receipt's own buttons and picture. */
export const WORDS = {
  save: 'Save',
  saveAs: 'Save the receipt',
  picture: 'As a picture (PNG)',
  json: 'As JSON',
  markdown: 'As Markdown',
  copyJson: 'Copy as JSON',
  copyMarkdown: 'Copy as Markdown',
  saved: 'Receipt saved',
  notDrawn: 'The picture could not be drawn',
  askedBy: (who: string): string => `asked by: ${who.charAt(0).toLowerCase()}${who.slice(1)}`,
  counts: (survivors: number, leaks: number): string =>
    `${String(survivors)} ${survivors === 1 ? 'survivor' : 'survivors'}, ${String(leaks)} ${leaks === 1 ? 'leak' : 'leaks'}`,
  madeAt: (time: string): string => `Quiesce, ${time}`,
} as const
