import { describe, expect, it } from 'vitest'
import { delegationsOf, delegationsOfTask } from '@engine/delegates/recognise'

/** `LAUNCHER: NAME` of everything that a command line, as a shell's text, hands over. */
function read(text: string): readonly string[] {
  return delegationsOfTask({ kind: 'process', name: 'task', shell: true, command: text }).map(
    ({ launcher, name }) => `${launcher}: ${name}`,
  )
}

describe('what a command line hands over', () => {
  it.each([
    ['docker run -d --name web-1 -p 8080:80 nginx', 'docker: container web-1'],
    ['docker run --rm -it -v $PWD:/src -w /src node:22 npm test', 'docker: a container of node:22'],
    ['docker run -eA=b -dit --memory 1g busybox sleep 60', 'docker: a container of busybox'],
    ['docker --context far -l debug run --name=db postgres', 'docker: container db'],
    ['docker container run nginx', 'docker: a container of nginx'],
    ['docker run --name $NAME nginx', 'docker: a container of nginx'],
    ['docker start -a web-1', 'docker: container web-1'],
    ['docker exec -it web-1 sh -c "sleep 9"', 'docker: "sh -c sleep 9" in container web-1'],
    ['sudo -u deploy docker run nginx', 'docker: a container of nginx'],
    ['sudo -E docker run nginx', 'docker: a container of nginx'],
    ['env A=b C=d ssh build-host make', 'ssh: "make" on build-host'],
    ['A=b nice -n 5 timeout 60 docker run nginx', 'docker: a container of nginx'],
    ['podman run -d --replace --name web nginx', 'podman: container web'],
    ['nerdctl run -d nginx', 'nerdctl: a container of nginx'],
    ['docker compose up -d', 'docker compose: the containers of its compose project'],
    ['docker-compose -p shop -f ops/compose.yml up', 'docker-compose: the containers of compose project shop'],
    ['docker compose run web sh', 'docker compose: the containers of its compose project'],
    ['docker stack deploy -c stack.yml shop', 'docker: stack shop'],
    ['ssh host sleep 60', 'ssh: "sleep 60" on host'],
    ['ssh -p 2222 -i key -o BatchMode=yes me@host tail -f log', 'ssh: "tail -f log" on me@host'],
    ['ssh host -p 22 make all', 'ssh: "make all" on host'],
    ['ssh -f host sleep 60', 'ssh: "sleep 60" on host'],
    ['ssh -tt host top', 'ssh: "top" on host'],
    ['ssh host', 'ssh: the login shell on host'],
    ['mosh host -- top', 'mosh: "top" on host'],
    ['kubectl run web --image=nginx', 'kubectl: what "kubectl run web --image=nginx" started'],
    ['kubectl -n shop apply -f web.yml', 'kubectl: what "kubectl -n shop apply -f web.yml" started'],
    ['systemd-run --user --unit=job sleep 60', 'systemd-run: what "systemd-run --user --unit=job sleep 60" started'],
    ['systemctl --user restart web', 'systemctl: what "systemctl --user restart web" started'],
    ['tmux new-session -d -s job "sleep 60"', 'tmux: what "tmux new-session -d -s job sleep 60" started'],
    ['tmux', 'tmux: what "tmux" started'],
    ['screen -dmS job sleep 60', 'screen: what "screen -dmS job sleep 60" started'],
    ['echo make | at now + 1 minute', 'at: what "at now + 1 minute" started'],
    ['echo make | batch', 'batch: what "batch" started'],
    ['pm2 start app.js', 'pm2: what "pm2 start app.js" started'],
    [
      'start-stop-daemon --start --exec /bin/x',
      'start-stop-daemon: what "start-stop-daemon --start --exec /bin/x" started',
    ],
    ['supervisorctl restart web', 'supervisorctl: what "supervisorctl restart web" started'],
    ['service nginx start', 'service: what "service nginx start" started'],
    ['brew services start redis', 'brew: what "brew services start redis" started'],
    ['launchctl kickstart gui/501/web', 'launchctl: what "launchctl kickstart gui/501/web" started'],
    ['tmux -L a new-w "make all"', 'tmux: what "tmux -L a new-w make all" started'],
    ['tmux if-shell true "run-shell make"', 'tmux: what "tmux if-shell true run-shell make" started'],
    ['tmux pipe-pane "cat >> log"', 'tmux: what "tmux pipe-pane cat >> log" started'],
    ['tmux ls \\; neww make', 'tmux: what "tmux ls ; neww make" started'],
    ['docker compose exec -d web make', 'docker compose: "make" in service web'],
    ['docker-compose exec web sh -c "sleep 9"', 'docker-compose: "sh -c sleep 9" in service web'],
    ['podman kube play pod.yml', 'podman: what "podman kube play pod.yml" started'],
    ['podman start --all', 'podman: what "podman start --all" started'],
    ['docker start $ID', 'docker: what "docker start $ID" started'],
    ['crontab jobs.txt', 'crontab: what "crontab jobs.txt" started'],
    ['pdsh -w web1,web2 make', 'pdsh: what "pdsh -w web1,web2 make" started'],
    ['ssh git@host "git-upload-pack a.git; nohup make &"', 'ssh: "git-upload-pack a.git; nohup make &" on git@host'],
    ['ssh host "rsync --server . /srv && ./start.sh"', 'ssh: "rsync --server . /srv && ./start.sh" on host'],
    ['sh -c -- "docker run nginx"', 'docker: a container of nginx'],
    ['eval "docker run nginx"', 'docker: a container of nginx'],
    ['trap "docker run nginx" EXIT', 'docker: a container of nginx'],
    ['setpriv --reuid 1 docker run nginx', 'docker: a container of nginx'],
    ['sshpass -p x ssh host make', 'ssh: "make" on host'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual([expected])
  })

  it.each([
    'docker ps',
    'docker build -t web .',
    'docker logs -f web-1',
    'docker stop web-1',
    'docker images run',
    'docker compose down',
    'docker compose logs -f',
    'docker run --help',
    'ssh -N -L 8080:localhost:80 host',
    'ssh -O exit host',
    'ssh -V',
    'ssh -W other:22 jump',
    'ssh git@example.org git-upload-pack repository.git',
    'ssh host rsync --server -vlogDtpr . /srv',
    'kubectl get pods',
    'kubectl port-forward web 8080:80',
    'systemd-run --scope sleep 60',
    'systemctl status web',
    'tmux ls',
    'tmux kill-session -t job',
    'tmux attach -t job',
    'tmux display-message hello',
    'crontab -l',
    'podman pod stop web',
    'screen -ls',
    'at -l',
    'pm2 list',
    'pm2 start --no-daemon app.js',
    'supervisorctl status',
    'echo docker run nginx',
    'grep -r "docker run" .',
    '# docker run nginx',
    "cat <<'END'\ndocker run nginx\nEND\n",
    'node docker.js run',
    './ssh-agent.sh; my-docker run x',
  ])('hands nothing over: %s', (text) => {
    expect(read(text)).toEqual([])
  })

  it('looks into every shell, substitution and list of a text', () => {
    const text = `set -e
      if docker info >/dev/null 2>&1; then
        id=$(docker run -d busybox sleep 1) && bash -lc "ssh host 'make all' &"
      fi; (tmux new -d; :) | cat > out.txt`
    expect(read(text)).toEqual([
      'ssh: "make all" on host',
      'tmux: what "tmux new -d" started',
      'docker: a container of busybox',
    ])
  })

  it('reads what is seen among the processes: interpreters in front of a launcher', () => {
    const names = (words: readonly string[]): readonly string[] => delegationsOf(words).map(({ name }) => name)
    expect(names(['/usr/bin/python3', '/usr/bin/docker-compose', 'up', '-d'])).toEqual([
      'the containers of its compose project',
    ])
    expect(names(['/usr/libexec/docker/cli-plugins/docker-compose', 'compose', '-p', 'shop', 'up'])).toEqual([
      'the containers of compose project shop',
    ])
    expect(names(['node', '/usr/local/bin/pm2', 'start', 'app.js'])).toEqual(['what "pm2 start app.js" started'])
  })

  it('keeps the variables that say which daemon is asked', () => {
    const [first] = delegationsOf([
      'env',
      'DOCKER_HOST=unix:///tmp/d.sock',
      'docker',
      '--host',
      'tcp://x:1',
      'run',
      'busybox',
    ])
    expect(first).toMatchObject({
      variables: { DOCKER_HOST: 'unix:///tmp/d.sock' },
      look: { call: { address: { host: 'tcp://x:1' } } },
    })
  })

  it.each([
    ['docker run busybox', true, true],
    ['docker run -t busybox', true, false],
    ['docker run --sig-proxy=false busybox', true, false],
    ['docker run -d busybox', false, true],
  ])('knows whether the client stays, and passes signals on: %s', (text, staysWith, passesSignals) => {
    const [first] = delegationsOf(['sh', '-c', text])
    expect(first).toMatchObject({ staysWith, look: { call: { run: { passesSignals } } } })
  })

  it('ends on text that nobody could have typed', () => {
    const odd = ['$('.repeat(5_000), '"'.repeat(9), '`docker', "'", 'docker run x; '.repeat(2_000), '<<', '\\']
    for (const text of odd) expect(read(text).length).toBeLessThanOrEqual(50)
  })
})
