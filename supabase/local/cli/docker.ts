import { spawnSync } from 'node:child_process'

/** Does a Docker engine answer here, within three seconds? */
export function dockerAnswers(): boolean {
  const { status, stdout } = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
    timeout: 3_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return status === 0 && stdout.trim() !== ''
}
