import { basename } from 'node:path'

/**
 * Programs that start others without the descriptors above 2: those that run in Node (its `spawn` closes them), those that close
 * them for safety (sudo), and those that start on another machine or in a container. The variable that names the descriptor would go
 * on, and the number would be a file of the program's own.
 */
const WRAPPERS = new Set([
  ...words(
    'npm npx pnpm pnpx yarn yarnpkg bun bunx corepack tsx ts-node ts-node-dev nodemon cross-env cross-env-shell dotenv',
  ),
  ...words(
    'concurrently npm-run-all npm-run-all2 run-s run-p turbo nx lerna wireit wrangler foreman pm2 forever electron-vite',
  ),
  ...words(
    'sudo doas su runuser ssh docker docker-compose podman nerdctl kubectl systemd-run flatpak-spawn distrobox toolbox',
  ),
  ...words(
    'uv poetry pipenv pdm hatch honcho overmind watchexec watchmedo hivemind supervisord gunicorn uvicorn circusd',
  ),
])

/** Whether a command line, or a line for a shell, names such a program anywhere: a word too many costs a descriptor only. */
export function losesDescriptors(line: readonly string[]): boolean {
  return line
    .flatMap((word) => word.split(/[\s;&|()'"`]+/))
    .some((word) => WRAPPERS.has(basename(word).replace(/\.(?:cmd|exe|ps1|js|mjs|cjs)$/i, '')))
}

function words(text: string): readonly string[] {
  return text.split(' ')
}
