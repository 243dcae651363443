import type { CommandName, Commands } from '@contract/channels'
import { EVENT_TYPES } from '@contract/event'
import { FOLLOW_CHOICES } from '@contract/follow'
import { asRunId, asTaskId } from '@contract/ids'
import { CONTROLS } from '@contract/kind'
import { LEAVING_CHOICES } from '@contract/leaving'
import { RECOVERY_CHOICES } from '@contract/recovered'
import { LANGUAGES, SETTING_LIMITS } from '@contract/settings'
import { TERMINAL_LIMITS } from '@contract/terminal'
import { z } from 'zod'

const ID_LENGTH = 200
/** A launcher and the words that it was given. */
const DELEGATE_ID_LENGTH = 1_000
const REASON_LENGTH = 1_000
const SEARCH_LENGTH = 1_000
const PATH_LENGTH = 4_096
const ADDRESS_LENGTH = 2_000
/** As much as a whole output pane holds. */
const COPY_LENGTH = 32 * 1024 * 1024
/** The most of a run's output that one answer carries. */
const OUTPUT_BYTES = 4 * 1024 * 1024

/** More runs of one task than a person looks through. */
const HISTORY_RUNS = 1_000
/** More cards than any screen has room for. */
const WATCHED_RUNS = 5_000
/** A picture of a receipt is some hundred kilobytes. */
const RECEIPT_LENGTH = 32 * 1024 * 1024

const id = z.string().min(1).max(ID_LENGTH)
const runId = id.transform(asRunId)
const taskId = id.transform(asTaskId)
const stack = z.strictObject({ name: z.string().min(1).max(ID_LENGTH) })
const cells = z.int().min(TERMINAL_LIMITS.least).max(TERMINAL_LIMITS.most)
const offset = z.int().min(0)
const theme = z.enum(['system', 'light', 'dark'])
const between = ([least, most]: readonly [number, number]) => z.int().min(least).max(most).exactOptional()

/**
 * What the door lets in, one schema for each command. A task's spec passes as it is: `parseTaskSpec` reads it, with an
 * issue for each field, and sets its sizes.
 */
export const requestSchemas = {
  getSnapshot: z.undefined(),
  startTask: z.strictObject({ taskId }),
  restartTask: z.strictObject({ taskId }),
  controlRun: z.strictObject({
    runId,
    control: z.enum(CONTROLS),
    reason: z.string().max(REASON_LENGTH).exactOptional(),
  }),
  hurryRun: z.strictObject({ runId }),
  stopDelegate: z.strictObject({ runId, delegateId: z.string().min(1).max(DELEGATE_ID_LENGTH) }),
  endLeftAlone: z.strictObject({ runId, pid: z.number().int().positive(), startTime: z.string().min(1).max(100) }),
  removeLeftover: z.strictObject({ runId, fileId: z.string().regex(/^\d{1,20}(?::-?\d{1,20}){3}$/) }),
  decideFollow: z.strictObject({ runId, choice: z.enum(FOLLOW_CHOICES) }),
  whoHolds: z.strictObject({ runId }),
  writeInput: z.strictObject({
    runId,
    text: z.string().max(TERMINAL_LIMITS.text),
    closeInput: z.boolean().exactOptional(),
  }),
  resizeTerminal: z.strictObject({ runId, size: z.strictObject({ columns: cells, rows: cells }) }),
  getStrictMode: z.undefined(),
  stopAll: z.undefined(),
  watchRuns: z.strictObject({ runIds: z.array(runId).max(WATCHED_RUNS) }),
  dismissRun: z.strictObject({ runId }),
  getHistory: z.strictObject({ taskId, limit: z.int().min(1).max(HISTORY_RUNS).exactOptional() }),
  getEarlierRun: z.strictObject({ runId }),
  getRecovered: z.undefined(),
  recoverRun: z.strictObject({ runId, choice: z.enum(RECOVERY_CHOICES) }),
  readOutput: z.strictObject({
    runId,
    range: z
      .strictObject({
        fromByte: offset.exactOptional(),
        maxBytes: z.int().min(1).max(OUTPUT_BYTES).exactOptional(),
      })
      .exactOptional(),
  }),
  saveTask: z.strictObject({ taskId: taskId.exactOptional(), spec: z.unknown() }),
  checkTask: z.strictObject({ spec: z.unknown() }),
  deleteTask: z.strictObject({ taskId }),
  startComparison: z.undefined(),
  startDemo: z.strictObject({ demoId: id }),
  openStackFile: z.strictObject({ path: z.string().min(1).max(PATH_LENGTH).exactOptional() }),
  confirmStack: z.strictObject({ previewId: id }),
  startStack: stack,
  stopStack: stack,
  restartStack: stack,
  closeStack: stack,
  exportStack: stack,
  openLink: z.strictObject({ address: z.string().min(1).max(ADDRESS_LENGTH) }),
  pickFile: z.strictObject({ purpose: z.enum(['module', 'program']) }),
  pickFolder: z.undefined(),
  exportLog: z.strictObject({
    runId: runId.exactOptional(),
    types: z.array(z.enum(EVENT_TYPES)).max(EVENT_TYPES.length).exactOptional(),
    search: z.string().max(SEARCH_LENGTH).exactOptional(),
  }),
  saveReceipt: z.strictObject({
    name: z.string().min(1).max(ID_LENGTH),
    format: z.enum(['png', 'json', 'markdown']),
    content: z.string().min(1).max(RECEIPT_LENGTH),
  }),
  getSettings: z.undefined(),
  changeSettings: z
    .strictObject({
      theme: theme.exactOptional(),
      language: z.enum(LANGUAGES).exactOptional(),
      graceMs: between(SETTING_LIMITS.graceMs),
      quitGraceMs: between(SETTING_LIMITS.quitGraceMs),
      keepDays: between(SETTING_LIMITS.keepDays),
      keepMegabytes: between(SETTING_LIMITS.keepMegabytes),
      shell: z.string().min(1).max(PATH_LENGTH).exactOptional(),
      notify: z.boolean().exactOptional(),
      startAtLogin: z.boolean().exactOptional(),
    })
    .refine((part) => Object.keys(part).length > 0, 'got nothing, expected at least one setting'),
  showErrorLog: z.undefined(),
  setTheme: z.strictObject({ theme }),
  leavingShown: z.strictObject({ questionId: id }),
  answerLeaving: z.strictObject({ questionId: id, choice: z.enum(LEAVING_CHOICES) }),
  copyText: z.strictObject({ text: z.string().max(COPY_LENGTH) }),
} satisfies { readonly [Name in CommandName]: z.ZodType<unknown, Loosely<Commands[Name]['request']>> }

/** Text where the contract has a brand or a list of names: the page's types are stricter than the door relies on. */
type Loosely<Request> = Request extends undefined ? undefined : unknown

export type ParsedRequest<Name extends CommandName> = z.infer<(typeof requestSchemas)[Name]>

export type RequestReading<Name extends CommandName> =
  { readonly ok: true; readonly request: ParsedRequest<Name> } | { readonly ok: false; readonly message: string }

/** Reads what a page sent with a command. Never throws, whatever it is given. */
export function readRequest<Name extends CommandName>(name: Name, value: unknown): RequestReading<Name> {
  try {
    if (value !== undefined && !isPlainObject(value)) {
      return { ok: false, message: `${name}: got a request that is no plain object, expected one.` }
    }
    const schema: z.ZodType<ParsedRequest<Name>> = requestSchemas[name] as never
    const parsed = schema.safeParse(value)
    if (parsed.success) return { ok: true, request: parsed.data }
    return { ok: false, message: `${name}: ${parsed.error.issues.map(sentenceOf).join(' ').slice(0, 2_000)}` }
  } catch {
    return { ok: false, message: `${name}: got a request that cannot be read, expected plain data.` }
  }
}

/** A Map, a date or a list would count as an object without properties, and so as a request without fields. */
function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `
  return `${where}${issue.message}.`
}
