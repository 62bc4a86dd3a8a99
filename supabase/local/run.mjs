// The one entry of all npm scripts: `node supabase/local/run.mjs <verb> [arguments]`. Plain JavaScript, since it runs before
// anything is installed; it checks Node, installs what is missing, then runs the verb's TypeScript in this same process.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const verbs = {
  start: 'supabase/local/cli/start.ts',
  stack: 'supabase/local/cli/stack.ts',
  status: 'supabase/local/cli/status.ts',
  reset: 'supabase/local/cli/reset.ts',
  demo: 'supabase/demo/demo.ts',
  test: 'supabase/tests/run.ts',
  check: 'supabase/check/check.ts',
  generate: 'supabase/check/generate.ts',
  bench: 'supabase/tests/bench/bench.ts',
  send: 'supabase/send/send.ts',
}

function fail(line) {
  console.error(line)
  process.exit(1)
}

/** Why an install is needed, undefined when everything in the lock file is there in its version. */
function missing() {
  const installed = `${root}node_modules/.package-lock.json`
  // npm writes it last: without it an install was interrupted
  if (!existsSync(installed))
    return existsSync(`${root}node_modules`) ? 'an install was interrupted' : 'first start'
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const there = packages(installed)
  for (const [path, wanted] of Object.entries(packages(`${root}package-lock.json`))) {
    if (path === '' || wanted.optional || wanted.devOptional) continue
    if (there[path]?.version !== wanted.version) return 'package-lock.json has changed'
    if (!existsSync(`${root}${path}/package.json`)) return `${path} is missing`
  }
}

function install(why) {
  console.log(`Installing what Orderline needs (${why}) …`)
  const npm = process.env.npm_execpath
  const [command, ...before] = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const { status, error } = spawnSync(
    command,
    [...before, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
  if (error) fail(`npm could not be run: ${error.message}`)
  if (status !== 0) fail('npm ci failed; its reason is above. Then run this command again.')
}

const [verb = '', ...rest] = process.argv.slice(2)
const file = Object.hasOwn(verbs, verb) && `${root}${verbs[verb]}`
if (!file) fail(`usage: node supabase/local/run.mjs <${Object.keys(verbs).join('|')}>`)

const [major, minor] = process.versions.node.split('.').map(Number)
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24)) {
  fail(`Orderline needs Node 20.19+, 22.12+ or 24+; this is ${process.version}.`)
}

const why = missing()
if (why) install(why)

// one process, as with `node --import tsx`: signals and exit codes need no passing on
const { register } = await import('tsx/esm/api')
register()
process.argv = [process.execPath, file, ...rest]
await import(pathToFileURL(file).href)
