// Who of a family that tries to stay is alive afterwards? Measured on this machine, written to docs/families.md.
import { performance } from 'node:perf_hooks'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureEngineBuild } from './setup/ensure-build.mjs'
import { root } from './setup/places.mjs'
import { runScript } from './setup/problem.mjs'

const members = [
  'the leader',
  'in the leader’s group',
  'in a session of its own, its parent alive',
  'a daemon that kept its environment',
  'a daemon with an emptied environment',
  'in the group, deaf to SIGTERM',
]
const ends = [
  ['stop', 'Stop: SIGTERM, 500 ms, SIGKILL'],
  ['terminate', 'Terminate'],
  ['kill', 'Quiesce itself is ended with SIGKILL'],
]
const modes = [
  ['default', 'default'],
  ['strict', 'strict'],
]
const asRoot = process.getuid?.() === 0
const users = asRoot
  ? [
      ['root', []],
      ['a user without rights', 'setpriv --reuid 65534 --regid 65534 --clear-groups --reset-env --'.split(' ')],
    ]
  : [['a user without rights', []]]

let trees = 0

await runScript(async () => {
  await ensureEngineBuild()
  const rows = []
  for (const [user, prefix] of users)
    for (const [mode, modeName] of modes)
      for (const [end, endName] of ends)
        rows.push({ user, mode: modeName, end: endName, ...(await measured(prefix, mode, end)) })
  writeFileSync(join(root, 'docs/families.md'), page(rows))
  console.log(page(rows))
})

async function measured(prefix, mode, end) {
  const n = `4${String(process.pid).padStart(7, '0')}${(trees += 1)}`
  const tree = join(root, 'test/fixtures/processes/nasty-tree.sh')
  const manager = join(root, 'test/fixtures/engine/tree-manager.mjs')
  const engine = join(root, 'out/engine/index.js')
  const [file, ...args] = [...prefix, process.execPath, manager, engine, tree, n, end, mode]
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  let receipt
  let ms
  if (end === 'kill') {
    await until(() => alive(n).length === members.length)
    child.kill('SIGKILL')
    const at = performance.now()
    await until(() => alive(n).length === 0, 1_000)
    ms = performance.now() - at
  } else {
    receipt = JSON.parse((await lines.next()).value)
    ms = receipt.totalMs
    await once(child, 'exit')
  }
  const left = alive(n)
  for (const { pid } of processesWith(n)) process.kill(pid, 'SIGKILL')
  return { left, ms: left.length > 0 && end === 'kill' ? undefined : ms, receipt, n }
}

async function until(holds, atMostMs = 10_000) {
  const giveUpAt = performance.now() + atMostMs
  while (!holds() && performance.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 5))
}

function alive(n) {
  return members.flatMap((_, member) => (processesWith(`${n}${member}`).length > 0 ? [member] : []))
}

function processesWith(text) {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const state = /\) (\S)/.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))?.[1]
      // Who manages a tree is told its number too; only the tree itself counts.
      const command = readFileSync(`/proc/${name}/cmdline`, 'latin1')
      if (state === 'Z' || !/^[1-9]\d*$/.test(name) || command.includes('tree-manager')) return []
      return command.includes(text) ? [{ pid: Number(name) }] : []
    } catch {
      return []
    }
  })
}

function page(rows) {
  return `# Who outlives a stop

One tree, every way to end it, both modes. Measured by \`node scripts/measure-families.mjs\` (Linux ${release().split('-')[0]}, Node
${process.versions.node}); run it again on your machine. The tree is \`test/fixtures/processes/nasty-tree.sh\`:

${members.map((member, index) => `- **${index}** ${member}`).join('\n')}

${table(
  ['as', 'mode', 'how it ends', 'alive afterwards', 'after', 'verdict', 'outlived the leader, and found by'],
  rows.map(({ user, mode, end, left, ms, receipt, n }) => [
    user,
    mode,
    end,
    left.length === 0 ? '**nobody**' : left.join(' '),
    ms === undefined ? 'alive after 1 s' : `${Math.round(ms)} ms`,
    receipt?.verdict ?? '(nobody left to write one)',
    receipt ? foundBy(receipt, n) : '',
  ]),
)}

- Default mode finds a family by its process group, its mark in the environment, and parent links sampled while it runs. Member
  4 gives up all three: it is found by a pipe of Quiesce's that it still holds. One that closes those too is found only when a look
  happens to fall between its birth and its parent's death; else the receipt names it as one that may be of the run, and is _unknown_.
  The watchdog knows groups, sessions and marks alone.
- The watchdog asks first, with the task's own signal and patience. Members that ignore the signal get no patience.
- What left its session in a terminal task, such as a tmux server, is named and left alone: [why](decisions/015-left-alone.md).
- Strict mode puts the family in a process namespace. Its first process lives only as long as Quiesce holds a pipe to it: when it
  goes, for whatever reason, the kernel ends everything inside. The last column is how each was *named*. What somebody outside
  starts for it (\`tmux new-window\` into a server that ran before, \`systemd-run\`, \`docker\`, \`at\`, \`ssh\`) was never inside: the card
  says so, and of launchers that Quiesce knows the receipt says what became of their work.
- "After" counts from the ask to the complete receipt; where Quiesce itself was ended, from then until nobody was alive.
`
}

function foundBy(receipt, n) {
  const found = receipt.survivors.map(({ command, foundBy: how }) => [
    new RegExp(`${n}(\\d)`).exec(command)?.[1] ?? '?',
    how,
  ])
  return [...new Map(found)]
    .sort()
    .map(([member, how]) => `${member} ${how}`)
    .join(', ')
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
