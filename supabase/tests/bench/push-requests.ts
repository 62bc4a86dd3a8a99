import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { root } from '../../check/step.ts'
import { denoBinary } from '../../local/deno.ts'
import type { Benchmark } from './comparison.ts'

const script = fileURLToPath(new URL('./push-requests.deno.ts', import.meta.url))

/** P3: building push requests on one thread of the Deno that hosted functions are compatible with, a fresh ECDH key each. */
export const pushRequests: Benchmark = async ({ rounds, log }) => {
  const flags = ['--node-modules-dir=manual', '--allow-env', '--allow-read', '--allow-sys', '--no-lock']
  const { stdout } = await promisify(execFile)(denoBinary, ['run', ...flags, script, String(rounds)], {
    cwd: root,
  })
  const { ours, peers, lines } = JSON.parse(stdout) as { ours: number[]; peers: number[]; lines: string[] }
  for (const line of lines) log(line)
  return [
    {
      ...{ id: 'P3', what: 'push requests built, Deno 2.1.4', unit: '/s', goal: 2.5, isMoreBetter: true },
      ...{ peer: 'web-push 3.6.7 generateRequestDetails', ours, peers },
    },
  ]
}
