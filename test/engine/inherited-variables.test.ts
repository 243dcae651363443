import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { childEnvironment } from '../../src/engine/processes/child-environment'
import { command, newDataDir, openEngine, shell } from '../support/test-engine'

it('the way out, the daemons and the versions of languages are passed on as in a terminal; secrets and loaders are not', () => {
  const passed = {
    HTTPS_PROXY: 'http://me:word@proxy.example:8080',
    https_proxy: 'http://proxy.example:8080',
    NO_PROXY: 'localhost',
    no_proxy: 'localhost',
    SSL_CERT_FILE: '/etc/company.pem',
    NODE_EXTRA_CA_CERTS: '/etc/company.pem',
    DOCKER_HOST: 'unix:///run/user/1000/docker.sock',
    KUBECONFIG: '/home/me/.kube/other',
    EDITOR: 'vi',
    ASDF_DATA_DIR: '/home/me/.asdf',
    RBENV_ROOT: '/home/me/.rbenv',
    PYENV_VERSION: '3.12',
    CONDA_PREFIX: '/opt/conda',
    VIRTUAL_ENV: '/home/me/venv',
    SSH_AUTH_SOCK: '/run/user/1000/keyring/ssh',
    XDG_STATE_HOME: '/home/me/.local/state',
    LC_TIME: 'de_DE.UTF-8',
  }
  const own = { ...passed, CONDA_TOKEN: 'x', SHLVL: '3', LD_PRELOAD: '/x.so', NODE_OPTIONS: '-r x', SECRET: 'x' }
  expect(childEnvironment(own, undefined, {})).toEqual({ ...passed, SHLVL: '3' })
})

it.each([undefined, '', '0', 'x', '-1'])('a program never takes itself for the first shell: SHLVL %s is 1', (level) => {
  expect(childEnvironment({ SHLVL: level }, undefined, {})).toEqual({ SHLVL: '1' })
  expect(childEnvironment({ SHLVL: level }, { SHLVL: '7' }, {})).toEqual({ SHLVL: '7' })
})

it('bash does not run ~/.bashrc before a command or a script: it takes its input for no login from afar', async () => {
  const home = newDataDir()
  writeFileSync(join(home, '.bashrc'), 'echo the .bashrc was run\n')
  mkdirSync(join(home, 'bin'))
  const script = join(home, 'bin', 'script')
  writeFileSync(script, '#!/bin/bash\necho script\n', { mode: 0o755 })
  const test = await openEngine()
  const env = { HOME: home }
  const runs = [
    test.start(command('line', 'bash', ['-c', 'echo line'], { env })),
    test.start(command('script', script, [], { env })),
    test.start(shell('bash -c "echo nested"', { env })),
    test.start(command('stays', script, [], { env, keepRunning: true })),
  ]
  for (const run of runs) await test.engine.ended(run.id)
  expect(runs.map(({ id }) => test.linesOf(id))).toEqual([['line'], ['script'], ['nested'], ['script']])
})
