import type { Launched } from './launch'

/** Answers the next question for a file or folder to open as a person would who chooses `path`. */
export async function chooseNext({ app }: Launched, path: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, path)
}

/** Answers the next question where to save. */
export async function saveNextTo({ app }: Launched, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, filePath)
}
