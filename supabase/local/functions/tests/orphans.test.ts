import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { isAlive } from '../../processes.ts'
import { until } from './scratch.ts'

test('a supervisor killed with -9 leaves no process behind, not even one in an endless loop', async () => {
  const script = fileURLToPath(new URL('supervisor.ts', import.meta.url))
  const scratch = mkdtempSync(path.join(tmpdir(), 'orderline-supervisor-'))
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }))
  const supervisor = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(supervisor.stdout, 'data')
  const pids = String(line).trim().split(' ').map(Number)
  expect(pids).toHaveLength(2)
  expect(pids.every(isAlive)).toBe(true)
  supervisor.kill('SIGKILL')
  await until(() => !pids.some(isAlive), 3000)
})
