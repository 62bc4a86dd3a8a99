import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { root } from '../../check/step.ts'
import { denoBinary } from '../../local/deno.ts'
import { functionEnv } from '../../local/function-env.ts'
import { stackSecrets } from '../../local/secrets.ts'
import type { Stack } from '../../local/stack.ts'

const script = fileURLToPath(new URL('./doomed.deno.ts', import.meta.url))
const flags = ['--node-modules-dir=manual', '--no-check', '--no-lock', '--quiet', '--allow-all']

export const steps = ['before_claim', 'after_claim', 'before_send', 'after_send', 'after_settle'] as const
export type Step = (typeof steps)[number]

/** Starts shipped functions beside the stack's own, each for one knock. */
export function openDoom(stack: Stack, stateDir: string, name: string) {
  const env = functionEnv({
    ...{ secrets: stackSecrets(stateDir), settings: {}, databaseUrl: stack.env.SUPABASE_DB_URL },
    ...{ apiUrl: stack.env.SUPABASE_URL, sandboxUrl: stack.env.SANDBOX_URL, appUrl: stack.env.APP_URL },
  })
  const entry = join(root, 'supabase/functions', name, 'index.ts')

  /** How it ended: `killed` at the step it was to die at, `done` when nothing led there. */
  return async (more: {
    DIE_AT?: Step
    CLOCK_OFFSET_MS?: string
    CLAIM_AT_MOST?: string
  }): Promise<'killed' | 'done'> => {
    const child = spawn(denoBinary, ['run', ...flags, script, pathToFileURL(entry).href], {
      cwd: join(root, 'supabase/functions', name),
      env: { ...env, ...more, DENO_DIR: join(stateDir, 'deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk
    })
    const [code, signal] = await once(child, 'close')
    if (signal === 'SIGKILL') return 'killed'
    if (code === 0) return 'done'
    throw new Error(`${name} ended with ${code}: ${said}`)
  }
}
