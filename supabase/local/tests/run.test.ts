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

function run(...before: string[]) {
  return spawnSync(
    process.execPath,
    [...before, join(checkout, 'supabase/local/run.mjs'), 'status', '-o', 'json'],
    {
      cwd: tmpdir(),
      env: { ...process.env, npm_execpath: join(checkout, 'npm/bin/npm-cli.cjs') },
      encoding: 'utf8',
    },
  )
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
