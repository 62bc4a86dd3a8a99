import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One thing that is checked; it returns what is wrong, one line each, and nothing when all is well. */
export type Step = { name: string; run(): Promise<string[]> }

/** A step that is a program: wrong when it exits non-zero, and then its output says how. */
export function program(
  name: string,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Step {
  return {
    name,
    run: () =>
      new Promise((resolve) => {
        const child = spawn(command, args, {
          cwd: root,
          env: { ...process.env, NO_COLOR: '1', ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let output = ''
        const keep = (chunk: Buffer) => {
          output += chunk
        }
        child.stdout.on('data', keep)
        child.stderr.on('data', keep)
        child.once('error', (error) => resolve([error.message]))
        child.once('close', (code) =>
          resolve(
            code === 0
              ? []
              : output
                  .trimEnd()
                  .split('\n')
                  .filter((line) => !line.startsWith('Check file:')),
          ),
        )
      }),
  }
}
