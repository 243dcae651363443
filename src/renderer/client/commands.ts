import type { CommandMethod, CommandName, Commands, QuiesceApi } from '@contract/channels'
import type { ThemeChoice } from '@contract/settings'
import type { FollowChoice } from '@contract/follow'
import type { RunId, TaskId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { Answer } from '@contract/problem'
import type { RunSnapshot } from '@contract/run'
import type { TerminalSize } from '@contract/terminal'
import { defined } from '@tools/defined'
import { messageOf } from '@tools/errors'
import { say } from '@vocabulary/sentences/say'
import type { ControlAnswer } from '@contract/control-answer'
import { tell } from './messages'
import { runStore } from './run-store'
import { WORDS } from './words'

type Value<Name extends CommandName> = Commands[Name]['value']

/** Asks main. Always an answer: a call that could not be made at all is a problem like the others. */
export async function ask<Name extends CommandName>(
  name: Name,
  ...request: Parameters<CommandMethod<Name>>
): Promise<Answer<Value<Name>>> {
  const method = window.quiesce[name] as QuiesceApi[Name] & ((...args: unknown[]) => Promise<Answer<Value<Name>>>)
  try {
    return await method(...request)
  } catch (error) {
    const got = messageOf(error)
    return { ok: false, problem: { code: 'internal', message: WORDS.noAnswer(name, got) } }
  }
}

/** Asks main and shows a problem as a message. `undefined` when there was one, or the person closed a dialog. */
export async function askOrTell<Name extends CommandName>(
  name: Name,
  ...request: Parameters<CommandMethod<Name>>
): Promise<Value<Name> | undefined> {
  const answer = await ask(name, ...request)
  if (answer.ok) return answer.value
  const { code, message } = answer.problem
  if (code === 'already-running') tell({ level: 'warning', title: WORDS.notStarted, text: message })
  else if (code !== 'dialog-cancelled') tell({ level: 'alarm', title: WORDS.didNotWork, text: message })
  return undefined
}

export function startTask(taskId: TaskId): Promise<RunSnapshot | undefined> {
  return askOrTell('startTask', { taskId })
}

/** Ends what lives of it and starts it anew. */
export function restartTask(taskId: TaskId): Promise<RunSnapshot | undefined> {
  return askOrTell('restartTask', { taskId })
}

/** Types into a run. A refusal is shown. True when the system took it. */
export async function writeInput(runId: RunId, text: string, closeInput = false): Promise<boolean> {
  const answer = await askOrTell('writeInput', { runId, text, ...(closeInput ? { closeInput } : {}) })
  if (answer !== undefined && !answer.accepted) {
    tell({ level: 'warning', title: WORDS.takesNoInput, text: reasonText(answer) })
  }
  return answer?.accepted === true
}

/** Tells a run's terminal how large it is shown. What comes of it is seen in the output. */
export async function resizeTerminal(runId: RunId, size: TerminalSize): Promise<void> {
  await ask('resizeTerminal', { runId, size })
}

export async function openLink(address: string): Promise<void> {
  await askOrTell('openLink', { address })
}

/** Asks a run to end. A refusal is shown: it is an answer, not an error. */
export async function controlRun(runId: RunId, control: Control, reason?: string): Promise<void> {
  const name = runStore.get().runs.get(runId)?.name ?? 'the run'
  const answer = await askOrTell('controlRun', { runId, control, ...defined({ reason }) })
  if (answer !== undefined && !answer.accepted) {
    tell({ level: 'warning', title: `${name}: ${control} was refused`, text: reasonText(answer) })
  }
}

/** Asks the daemon of a piece of work to end it, and shows how that went. True when it was seen to be gone. */
export async function stopDelegate(runId: RunId, delegateId: string): Promise<boolean> {
  const answer = await askOrTell('stopDelegate', { runId, delegateId })
  if (answer === undefined) return false
  const text = reasonText(answer)
  if (answer.accepted) tell({ level: 'done', title: WORDS.delegateStopped, text })
  else tell({ level: 'warning', title: WORDS.delegateNotStopped, text })
  return answer.accepted
}

/** Asks to take away a file that a receipt names, and shows how that went. True when it was seen to be gone. */
export async function removeLeftover(runId: RunId, fileId: string): Promise<boolean> {
  const answer = await askOrTell('removeLeftover', { runId, fileId })
  if (answer === undefined) return false
  const text = reasonText(answer)
  if (answer.accepted) tell({ level: 'done', title: WORDS.leftoverRemoved, text })
  else tell({ level: 'warning', title: WORDS.leftoverNotRemoved, text })
  return answer.accepted || answer.code === 'already-ended'
}

/** Asks to end a process that a receipt names as left alone, and shows how that went. True when it was seen to be gone. */
export async function endLeftAlone(runId: RunId, pid: number, startTime: string): Promise<boolean> {
  const answer = await askOrTell('endLeftAlone', { runId, pid, startTime })
  if (answer === undefined) return false
  const text = reasonText(answer)
  if (answer.accepted) tell({ level: 'done', title: WORDS.processEnded, text })
  else tell({ level: 'warning', title: WORDS.processNotEnded, text })
  return answer.accepted || answer.code === 'already-ended'
}

/** Goes to the next step of the ladder at once. */
export async function hurryRun(runId: RunId): Promise<void> {
  const answer = await askOrTell('hurryRun', { runId })
  if (answer !== undefined && !answer.accepted) {
    tell({ level: 'warning', title: WORDS.noNextStep, text: reasonText(answer) })
  }
}

/** Answers whether a run whose leader has left follows those who go on. */
export async function decideFollow(runId: RunId, choice: FollowChoice): Promise<void> {
  const answer = await askOrTell('decideFollow', { runId, choice })
  if (answer !== undefined && !answer.accepted) {
    tell({ level: 'warning', title: WORDS.nothingAsked, text: reasonText(answer) })
  }
}

export function stopAll(): Promise<Value<'stopAll'> | undefined> {
  return askOrTell('stopAll')
}

export async function dismissRun(runId: RunId): Promise<void> {
  await askOrTell('dismissRun', { runId })
}

export async function deleteTask(taskId: TaskId): Promise<void> {
  await askOrTell('deleteTask', { taskId })
}

export async function exportLog(request: Commands['exportLog']['request']): Promise<void> {
  const value = await askOrTell('exportLog', request)
  if (value === undefined) return
  tell({ level: 'done', title: `${String(value.events)} events written`, text: value.path })
}

/** `what` names it in the message: `Receipt`. */
export async function copyText(text: string, what: string): Promise<void> {
  const answer = await ask('copyText', { text })
  if (answer.ok) tell({ level: 'done', title: `${what} copied` })
  else tell({ level: 'alarm', title: `${what} could not be copied`, text: answer.problem.message })
}

export async function showErrorLog(): Promise<void> {
  await askOrTell('showErrorLog')
}

export async function setTheme(theme: ThemeChoice): Promise<void> {
  runStore.setTheme(theme)
  await askOrTell('setTheme', { theme })
}

function reasonText({ reason }: ControlAnswer): string {
  return reason ? say(reason) : WORDS.noReason
}
