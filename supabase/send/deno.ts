import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../check/step.ts'
import { denoBinary } from '../local/deno.ts'

const flags = ['--node-modules-dir=manual', '--no-check', '--no-lock', '--quiet', '--allow-all']

/** Runs one of our Deno scripts with the functions' environment; what it prints last is JSON. Throws what it said on its way out. */
export async function inDeno<Answer>(
  script: string,
  cwd: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<Answer> {
  const file = join(root, 'supabase/send', script)
  const own = { DENO_DIR: join(root, '.cache/deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
  try {
    const { stdout } = await promisify(execFile)(denoBinary, ['run', ...flags, file, ...args], {
      cwd: join(root, 'supabase/functions', cwd),
      env: { ...own, ...env },
    })
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Answer
  } catch (cause) {
    const { stderr } = cause as { stderr?: string }
    const [reason] = /^error: (.*)$/m.exec(stderr ?? '')?.slice(1) ?? []
    throw new Error(reason?.replace('Uncaught (in promise) ', '') ?? String(cause))
  }
}
