import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateDir as runningDir } from '../local/config.ts'
import { removeState } from '../local/postgres/home.ts'
import { startStack } from '../local/stack.ts'
import { findRunning } from '../local/state.ts'
import type { Target } from './people.ts'

/** The running stack of this folder, or one of the demo's own that goes when the demo is over. */
export async function openTarget(
  say: (line: string) => void,
): Promise<{ target: Target; close(): Promise<void> }> {
  const running = await findRunning(runningDir, 20_000)
  if (running) return { target: { stack: running.stack, ...running.env }, close: async () => {} }
  say('No stack runs here; the demo starts one of its own.')
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-demo-'))
  const stack = await startStack({ stateDir, ports: 'free', app: 'none', seed: true, log: () => {} })
  const close = async () => {
    await stack.stop()
    removeState(stateDir)
  }
  return { target: { stack: 'embedded', ...stack.env }, close }
}
