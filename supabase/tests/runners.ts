import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { sources } from '../check/sources.ts'
import { root } from '../check/step.ts'
import { denoBinary } from '../local/deno.ts'

/** `faults` names each failed test with the first line of its error; `again` the same of those that passed when tried again. */
export type Tally = { passed: number; failed: number; faults?: string[]; again?: string[] }
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

type Report = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}
const firstLine = (text = '') => (text.split('\n').find((line) => line.trim()) ?? '').slice(0, 300)

/** Files that failed with what failed in them. */
export function faultsOf({ testResults }: Report): { files: string[]; faults: string[] } {
  const broken = testResults.filter(({ status }) => status === 'failed')
  const faults = broken.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0) return [`${file}: ${firstLine(message)}`]
    return failed.map((one) => `${file}: ${one.fullName}: ${firstLine(one.failureMessages[0])}`)
  })
  return { files: broken.map(({ name }) => relative(root, name)), faults }
}

/** How often a file is tried in all. */
const tries = 3

/**
 * Runs one vitest project with its output shown. Most of it is real processes, sockets and clocks on whatever machine: a
 * file that fails is tried again, alone, and the tally names it and what it said either way.
 */
export async function vitest(project: string, env: Record<string, string> = {}): Promise<Tally> {
  let run = await runFiles(project, env, [])
  let { files, faults } = faultsOf(run.report)
  if (files.length === 0) {
    const tally = judge(run.code, run.report.numPassedTests, run.report.numFailedTests)
    return { ...tally, faults: tally.failed > 0 ? [`${project}: ended with ${run.code}`] : [] }
  }
  let passed = run.report.numPassedTests
  const again: string[] = []
  for (let nr = 2; nr <= tries && files.length > 0; nr++) {
    process.stdout.write(`\n── ${project}: trying ${files.join(', ')} again\n`)
    again.push(...faults)
    passed -= passedIn(run.report, files)
    run = await runFiles(project, env, files)
    passed += run.report.numPassedTests
    const left = faultsOf(run.report)
    // a run that dies without a report of what failed has not passed
    if (run.code !== 0 && left.files.length === 0) return { passed, failed: 1, faults, again }
    files = left.files
    faults = left.faults
  }
  return { passed, failed: files.length > 0 ? Math.max(1, run.report.numFailedTests) : 0, faults, again }
}

const passedIn = ({ testResults }: Report, files: string[]): number =>
  testResults
    .filter(({ name }) => files.includes(relative(root, name)))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length

async function runFiles(project: string, env: Record<string, string>, files: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'orderline-report-'))
  const path = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
  try {
    const { code } = await show(
      join(root, 'node_modules/.bin/vitest'),
      ['run', '--project', project, ...reporters, ...files],
      env,
    )
    return { code, report: JSON.parse(readFileSync(path, 'utf8')) as Report }
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
  const run = async (): Promise<Tally> => {
    const { code, output } = await show(denoBinary, args, {
      DENO_DIR: '.cache/deno',
      DENO_NO_UPDATE_CHECK: '1',
      NO_COLOR: '1',
    })
    const [, passed, failed] = /(\d+) passed(?: \([^)]*\))? \| (\d+) failed/.exec(output) ?? []
    const [, listed = ''] = /\n FAILURES \n([\s\S]*?)\nFAILED /.exec(output) ?? []
    const faults = listed.split('\n').filter((line) => line.trim())
    return { ...judge(code, Number(passed ?? 0), Number(failed ?? 0)), faults }
  }
  const first = await run()
  if (first.failed === 0) return first
  process.stdout.write('\n── functions: trying again\n')
  return { ...(await run()), again: first.faults }
}
