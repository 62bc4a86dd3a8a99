import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sources } from '../check/sources.ts'
import { root } from '../check/step.ts'
import { denoBinary } from '../local/deno.ts'

export type Tally = { passed: number; failed: number }
type Shown = { code: number; output: string }

function show(command: string, args: string[], env: Record<string, string>): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
        process.stdout.write(chunk)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

// a part that dies without a report, or finds no test, is a failure and never a silent success
const judge = (code: number, passed: number, failed: number): Tally => ({
  passed,
  failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed,
})

/** Runs one vitest project with its output shown. */
export async function vitest(project: string, env: Record<string, string> = {}): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'orderline-report-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const { code } = await show(
      join(root, 'node_modules/.bin/vitest'),
      ['run', '--project', project, ...reporters],
      env,
    )
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return judge(code, numPassedTests, numFailedTests)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The tests beside the functions, in the Deno that hosted edge functions are compatible with; packages come from npm only. */
export async function denoTests(): Promise<Tally> {
  // by name: given a folder, Deno 2.1.4 runs each file once per member of the workspace
  const files = sources(/^supabase\/functions\/.*\.test\.ts$/).map(({ path }) => path)
  const flags = [
    '--node-modules-dir=manual',
    '--cached-only',
    '--no-lock',
    '--no-check',
    '--allow-all',
    '--quiet',
  ]
  const args = ['test', ...flags, ...files]
  const { code, output } = await show(denoBinary, args, {
    DENO_DIR: '.cache/deno',
    DENO_NO_UPDATE_CHECK: '1',
    NO_COLOR: '1',
  })
  const [, passed, failed] = /(\d+) passed(?: \([^)]*\))? \| (\d+) failed/.exec(output) ?? []
  return judge(code, Number(passed ?? 0), Number(failed ?? 0))
}
