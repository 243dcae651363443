/** Trouble the person can do something about: its message is the whole of what is printed, without a stack. */
export class SetupProblem extends Error {}

/** Runs a script's main function. Its number becomes the exit code. */
export async function runScript(main) {
  try {
    const code = await main(process.argv.slice(2))
    process.exitCode = code ?? 0
  } catch (error) {
    process.stderr.write(error instanceof SetupProblem ? `\n${error.message}\n` : `${error?.stack ?? String(error)}\n`)
    process.exitCode = 1
  }
}
