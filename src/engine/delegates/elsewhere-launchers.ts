import type { VerbLauncher } from './verb-launcher'

/** Launchers whose work lives where no process of this machine shows whose it is: other machines, runtimes, later times. */
export const ELSEWHERE_LAUNCHERS: readonly VerbLauncher[] = [
  {
    programs: ['sbatch', 'qsub', 'bsub'],
    launcher: 'sbatch',
    kind: 'job',
    flags: ['-W', '--wait', '--parsable', '-Q', '--quiet'],
    why: 'a batch system starts it, on this machine or another',
  },
  {
    programs: ['crontab'],
    launcher: 'crontab',
    kind: 'job',
    unless: ['-l', '-r'],
    flags: ['-e', '-l', '-r', '-i'],
    why: 'cron starts it later, again and again',
  },
  {
    programs: ['rsh', 'plink', 'dbclient', 'pdsh', 'pssh', 'parallel-ssh', 'et', 'tsh'],
    launcher: 'a remote shell',
    kind: 'remote',
    flags: ['-4', '-6', '-A', '-a', '-C', '-f', '-n', '-q', '-T', '-t', '-v', '-X', '-x', '-i'],
    why: 'Quiesce does not log in to another machine',
  },
  {
    programs: ['ctr', 'crictl', 'runc', 'crun', 'finch', 'apptainer', 'singularity'],
    launcher: 'a container runtime',
    kind: 'container',
    verbs: ['run', 'start', 'create', 'exec', 'restore', 'instance', 'tasks', 't', 'runp', 'compose'],
    flags: ['-d', '--detach', '-t', '--tty', '--rm', '-i', '-b', '-D'],
    why: 'it runs outside the family, and Quiesce knows no way to ask for it',
  },
  {
    programs: ['vagrant', 'multipass', 'limactl', 'colima', 'minikube', 'virsh', 'lxc', 'incus', 'kind', 'k3d'],
    launcher: 'a virtual machine',
    kind: 'service',
    verbs: ['up', 'start', 'launch', 'create', 'exec', 'shell', 'ssh', 'resume', 'cluster'],
    flags: ['-t', '--tty', '-q', '--quiet'],
    why: 'it lives in a machine of its own',
  },
]
