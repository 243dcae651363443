/** What a test made and must take away again, newest first, also when it failed. */
const made: (() => unknown)[] = []

export const openFolders = {
  later: (takeAway: () => unknown): void => void made.push(takeAway),
  release: async (): Promise<void> => {
    for (const takeAway of made.splice(0).reverse()) await takeAway()
  },
}
