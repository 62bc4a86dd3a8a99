import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../config.ts'

// a checkout in small, and an npm that only notes that it was called and links the real packages in
let checkout: string
const modules = join(projectRoot, 'node_modules')
const tsx = JSON.parse(readFileSync(join(modules, 'tsx/package.json'), 'utf8')).version as string

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'order line '))
  mkdirSync(join(checkout, 'supabase/local/cli'), { recursive: true })
  cpSync(join(projectRoot, 'supabase/local/run.mjs'), join(checkout, 'supabase/local/run.mjs'))
  writeFileSync(
    join(checkout, 'supabase/local/cli/status.ts'),
    `const said: string = process.argv.slice(2).join()\nconsole.log('verb says', said)\nprocess.exitCode = 7\n`,
  )
  writeFileSync(join(checkout, 'package.json'), '{"type": "module"}')
  writeFileSync(
    join(checkout, 'package-lock.json'),
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/tsx': { version: tsx },
        'node_modules/other-os': { optional: true, version: '1.0.0' },
      },
    }),
  )
  mkdirSync(join(checkout, 'npm/bin'), { recursive: true })
  writeFileSync(
    join(checkout, 'npm/bin/npm-cli.cjs'),
    `const { rmSync, symlinkSync } = require('node:fs')
    console.log('npm', process.argv.slice(2).join(' '))
    rmSync('node_modules', { recursive: true, force: true })
    symlinkSync(${JSON.stringify(modules)}, 'node_modules')`,
  )
  return () => rmSync(checkout, { recursive: true, force: true })
})

const run = (...before: string[]) => type(['status', '-o', 'json'], before)

function type(words: string[], before: string[] = []) {
  return spawnSync(process.execPath, [...before, join(checkout, 'supabase/local/run.mjs'), ...words], {
    cwd: tmpdir(),
    env: { ...process.env, npm_execpath: join(checkout, 'npm/bin/npm-cli.cjs') },
    encoding: 'utf8',
  })
}

test('on a fresh clone it installs, then runs the verb with its arguments and exit code', () => {
  const { stdout, status } = run()
  expect(stdout).toContain('Installing what Orderline needs (first start)')
  expect(stdout).toContain('npm ci --include=dev')
  expect(stdout).toContain('verb says -o,json')
  expect(status).toBe(7)
})

test('with everything there it installs nothing', () => {
  symlinkSync(modules, join(checkout, 'node_modules'))
  expect(run().stdout).toBe('verb says -o,json\n')
})

test('an install that was interrupted is made whole', () => {
  mkdirSync(join(checkout, 'node_modules/tsx'), { recursive: true })
  expect(run().stdout).toContain('(an install was interrupted)')
  expect(existsSync(join(checkout, 'node_modules/.package-lock.json'))).toBe(true)
})

test('a package that is gone or of another version is installed', () => {
  const installed = (version: string) => {
    rmSync(join(checkout, 'node_modules'), { recursive: true, force: true })
    mkdirSync(join(checkout, 'node_modules'))
    writeFileSync(
      join(checkout, 'node_modules/.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/tsx': { version } } }),
    )
    return run().stdout
  }
  expect(installed(tsx)).toContain('(node_modules/tsx is missing)')
  expect(installed('0.0.1')).toContain('(package-lock.json has changed)')
})

test('a Node that is too old is told so in one line', () => {
  const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.0'})`
  const { stderr, stdout, status } = run('--import', older)
  expect([stdout, status]).toEqual(['', 1])
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toContain('Orderline needs Node 20.19+')
})

const verbs = ['start', 'stack', 'status', 'reset', 'demo', 'test', 'check', 'generate', 'bench']

test('who asks a verb for help reads one line, and nothing is done, least of all a reset', () => {
  for (const verb of verbs) {
    const { stdout, status } = type([verb, '--help'])
    expect([verb, status, stdout.trim().split('\n').length]).toEqual([verb, 0, 1])
    expect(stdout).toMatch(new RegExp(`^npm (run )?${verb}\\b`))
  }
})

test('who types a word that a verb does not take is told what it takes', () => {
  for (const verb of ['start', 'stack', 'reset', 'check', 'generate']) {
    const { stderr, stdout, status } = type([verb, 'nonsense'])
    expect([verb, status, stdout]).toEqual([verb, 2, ''])
    expect(stderr).toContain(`nonsense: this command takes no words.`)
  }
})

test('who mistypes an option reads the usage and no stack trace', () => {
  symlinkSync(modules, join(checkout, 'node_modules'))
  writeFileSync(
    join(checkout, 'supabase/local/cli/status.ts'),
    `import { parseArgs } from 'node:util'\nparseArgs({ options: {} })\n`,
  )
  const { stderr, status } = type(['status', '--outptu'])
  expect(stderr.trim().split('\n')).toHaveLength(2)
  expect(stderr).toContain('npm run status -- [-o env|json]')
  expect(status).toBe(2)
})

test('who types no verb, or none that is there, reads them all', () => {
  const { stderr, status } = type(['serve'])
  expect(stderr).toContain('There is no "serve"')
  for (const verb of verbs) expect(stderr).toContain(` ${verb}`)
  expect(status).toBe(2)
})
