import { closeSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openBirthmark } from '@engine/processes/linux/linux-given'
import { group, startTimeOf, watchdogScript } from '../../faults/support/watchdog-script'
import { openFolders } from '../../faults/support/later'
import { isAlive } from '../../support/nothing-alive'
import { newDataDir } from '../../support/test-engine'
import { endIfThere } from '../../support/unusual'

afterEach(openFolders.release)

const STAYS = 'echo up; exec sleep 1000'

/** The child of a leader that has left and was taken off: the group's number is all that is left of it. */
async function leaderless(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly groupId: number; readonly child: number }> {
  const folder = newDataDir()
  const leader = await group(`sleep 1000 >/dev/null & echo $! >${folder}/child; echo up`, env)
  await expect.poll(() => isAlive(leader.pid)).toBe(false)
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'))
  openFolders.later(() => endIfThere(child))
  await expect.poll(() => existsSync(`/proc/${leader.pid}`)).toBe(false)
  return { groupId: leader.pid, child }
}

it('a group of which nobody carries the mark, and whose leader has gone, is a stranger', async () => {
  const watchdog = watchdogScript()
  const { groupId, child } = await leaderless({})
  watchdog.say(`add run_1 ${groupId} 12345 500 TERM family open`)
  const said = await watchdog.managerDies()
  expect(said).toContain(`group ${groupId} absent`)
  expect(isAlive(child)).toBe(true)
})

it('a group whose start nobody knew is proved by the mark of the run alone', async () => {
  const watchdog = watchdogScript()
  const ours = await leaderless({ QUIESCE_RUN_ID: 'run-1' })
  const theirs = await leaderless({ QUIESCE_RUN_ID: 'run-9' })
  watchdog.say(`add run_1 ${ours.groupId} - 500 TERM family open`)
  watchdog.say(`add run_2 ${theirs.groupId} - 500 TERM family open`)
  await watchdog.managerDies()
  expect([isAlive(ours.child), isAlive(theirs.child)]).toEqual([false, true])
})

it('a leader with the right start time proves its group without any mark, and with another one does not', async () => {
  const watchdog = watchdogScript()
  const [right, wrong] = [await group(STAYS), await group(STAYS)]
  watchdog.say(`add run_1 ${right.pid} ${right.startTime} 500 TERM family open`)
  watchdog.say(`add run_2 ${wrong.pid} ${Number(startTimeOf(wrong.pid)) + 1} 500 TERM family open`)
  await watchdog.managerDies()
  expect([isAlive(right.pid), isAlive(wrong.pid)]).toEqual([false, true])
})

it('a group that retired is not touched by its number, whoever has it now', async () => {
  const watchdog = watchdogScript()
  const stranger = await group(STAYS)
  watchdog.say(`add run_1 ${stranger.pid} ${stranger.startTime} 500 TERM family open`)
  watchdog.say('retire run_1')
  await watchdog.managerDies()
  expect(isAlive(stranger.pid)).toBe(true)
})

it('a program gets its own signal first, and the time that its task gives it', async () => {
  const watchdog = watchdogScript()
  const folder = newDataDir()
  const asks = (signal: string): string =>
    `trap 'sleep 0.5; echo flushed >${folder}/${signal}; exit 0' ${signal}; echo up; while :; do sleep 0.05; done`
  for (const signal of ['TERM', 'INT'] as const) {
    const database = await group(asks(signal), { QUIESCE_OWNER_ID: watchdog.owner, QUIESCE_RUN_ID: `run-${signal}` })
    watchdog.say(`add run_${signal} ${database.pid} ${database.startTime} 1000 ${signal} family open`)
  }
  const said = await watchdog.managerDies()
  expect(readFileSync(join(folder, 'TERM'), 'utf8')).toBe('flushed\n')
  expect(readFileSync(join(folder, 'INT'), 'utf8')).toBe('flushed\n')
  expect(said.filter((line) => line.endsWith('forced'))).toEqual([])
})

it('one that takes notice and stays is ended by force after its patience, one that is deaf at once', async () => {
  const watchdog = watchdogScript()
  const stays = await group('trap : TERM; echo up; while :; do sleep 0.05; done')
  const deaf = await group('trap "" TERM; echo up; while :; do sleep 0.05; done')
  watchdog.say(`add run_1 ${stays.pid} ${stays.startTime} 150 TERM family open`)
  watchdog.say(`add run_2 ${deaf.pid} ${deaf.startTime} 1000 TERM family open`)
  const from = performance.now()
  const died = watchdog.managerDies()
  await expect.poll(() => isAlive(deaf.pid)).toBe(false)
  expect(isAlive(stays.pid)).toBe(true)
  expect(await died).toContain(`group ${stays.pid} forced`)
  expect(isAlive(stays.pid)).toBe(false)
  expect(performance.now() - from).toBeGreaterThanOrEqual(1_500)
})

it('a stopped program goes on, and hears', async () => {
  const watchdog = watchdogScript()
  const stopped = await group(STAYS, { QUIESCE_OWNER_ID: watchdog.owner })
  process.kill(-stopped.pid, 'SIGSTOP')
  expect((await watchdog.managerDies()).filter((line) => line.endsWith('forced'))).toEqual([])
  expect(isAlive(stopped.pid)).toBe(false)
})

it('where the leader passes signals on, it alone is asked', async () => {
  const watchdog = watchdogScript()
  const folder = newDataDir()
  const line = `(trap 'echo asked >${folder}/child; exit' TERM; while :; do sleep 0.05; done) >/dev/null & trap 'sleep 0.3; exit' TERM; echo up; while :; do sleep 0.05; done`
  const leader = await group(line, { QUIESCE_OWNER_ID: watchdog.owner, QUIESCE_RUN_ID: 'run-1' })
  watchdog.say(`add run_1 ${leader.pid} ${leader.startTime} 100 TERM leader open`)
  const said = await watchdog.managerDies()
  expect(said).toContain(`group ${leader.pid} sent`)
  expect(existsSync(join(folder, 'child'))).toBe(false)
  expect(isAlive(leader.pid)).toBe(false)
})

it('a run that was kept or whose rest was left alone is not touched, a process that no run names is', async () => {
  const watchdog = watchdogScript()
  const owned = (run: string): Promise<{ readonly pid: number }> =>
    group(STAYS, { QUIESCE_OWNER_ID: watchdog.owner, ...(run !== '' && { QUIESCE_RUN_ID: run }) })
  const [kept, spared, workload] = [await owned('run-kept'), await owned('run-spared'), await owned('')]
  watchdog.say('keep run_kept')
  watchdog.say('spare run_spared')
  await watchdog.managerDies()
  expect([isAlive(kept.pid), isAlive(spared.pid), isAlive(workload.pid)]).toEqual([true, true, false])
})

it('what left the session of a terminal is left alone, and with `all` it is ended', async () => {
  for (const [reach, survives] of [
    ['terminal', true],
    ['all', false],
  ] as const) {
    const watchdog = watchdogScript()
    const marks = { QUIESCE_OWNER_ID: watchdog.owner, QUIESCE_RUN_ID: `run-${reach}` }
    const leader = await group(STAYS, marks)
    const left = await group(STAYS, marks)
    watchdog.say(`add run_${reach} ${leader.pid} ${leader.startTime} 500 TERM family ${reach}`)
    const said = await watchdog.managerDies()
    expect([isAlive(leader.pid), isAlive(left.pid)]).toEqual([false, survives])
    expect(said.includes(`marked ${left.pid} apart`)).toBe(survives)
  }
})

it('of another task a daemon is ended, and what somebody has open in a terminal is not, with the server it runs in', async () => {
  const watchdog = watchdogScript()
  const marks = { QUIESCE_OWNER_ID: watchdog.owner, QUIESCE_RUN_ID: 'run-1' }
  const daemon = await group(STAYS, marks)
  const folder = newDataDir()
  // The server: it makes a terminal, and a window in it, as tmux does.
  const window = `import os, time
pid, master = os.forkpty()
if pid == 0: os.execvp('sleep', ['sleep', '1000'])
open('${folder}/window', 'w').write(str(pid))
print('up', flush=True)
time.sleep(1000)`
  const server = await group(`exec python3 -S -c "$CODE"`, { ...marks, CODE: window })
  const opened = Number(readFileSync(join(folder, 'window'), 'utf8'))
  openFolders.later(() => endIfThere(opened))
  const said = await watchdog.managerDies()
  expect([daemon.pid, server.pid, opened].map(isAlive)).toEqual([false, true, true])
  expect(said).toEqual(expect.arrayContaining([`marked ${server.pid} apart`, `marked ${opened} apart`]))
})

it('who has nothing of a run left but the birthmark that it was given is ended with it, and nobody else who holds such a file', async () => {
  const watchdog = watchdogScript()
  const holding = async (folder: string): Promise<{ readonly pid: number; readonly link: string }> => {
    const birthmark = openBirthmark(join(folder, '0123456789.born'))
    if (!birthmark) throw new Error('no birthmark could be made')
    const { pid } = await group(STAYS, {}, birthmark.descriptor)
    closeSync(birthmark.descriptor)
    return { pid, link: birthmark.link.replace(' (deleted)', '') }
  }
  const [ours, stranger] = [await holding(newDataDir()), await holding(newDataDir())]
  watchdog.say('add run_1 0 - 500 TERM family all')
  watchdog.say(`born run_1 ${ours.link}`)
  await watchdog.managerDies()
  expect([isAlive(ours.pid), isAlive(stranger.pid)]).toEqual([false, true])
})

it.each(['spare', 'del', 'keep'])('after `%s` a birthmark says nothing any more', async (verb) => {
  const watchdog = watchdogScript()
  const birthmark = openBirthmark(join(newDataDir(), '0123456789.born'))
  if (!birthmark) throw new Error('no birthmark could be made')
  const { pid } = await group(STAYS, {}, birthmark.descriptor)
  closeSync(birthmark.descriptor)
  watchdog.say('add run_1 0 - 500 TERM family all')
  watchdog.say(`born run_1 ${birthmark.link.replace(' (deleted)', '')}`)
  watchdog.say(`${verb} run_1`)
  await watchdog.managerDies()
  expect(isAlive(pid)).toBe(true)
})

it('`bye` ends nothing', async () => {
  const watchdog = watchdogScript()
  const stays = await group(STAYS, { QUIESCE_OWNER_ID: watchdog.owner })
  watchdog.say('bye')
  expect(await watchdog.managerDies()).toEqual([])
  expect(isAlive(stays.pid)).toBe(true)
})
