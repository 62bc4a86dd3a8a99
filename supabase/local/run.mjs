// The one entry of all npm scripts: `node supabase/local/run.mjs <verb> [arguments]`. Plain JavaScript, since it runs before
// anything is installed; it checks Node, installs what is missing, then runs the verb's TypeScript in this same process.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What each verb runs, the words it may take, and what it does. A verb without words refuses all of them. */
const verbs = {
  start: ['supabase/local/cli/start.ts', '', 'the whole stack and the app'],
  stack: ['supabase/local/cli/stack.ts', '', 'the backend alone'],
  status: ['supabase/local/cli/status.ts', '[-o env|json]', 'addresses and keys of the running stack'],
  reset: ['supabase/local/cli/reset.ts', '', 'removes database, files, keys and messages of this checkout'],
  demo: [
    'supabase/demo/demo.ts',
    '[--json] [--gpx file]',
    'one order from placed to delivered, checked end to end',
  ],
  test: ['supabase/tests/run.ts', '[functions web stack faults database api browser]', 'all tests, or some'],
  check: ['supabase/check/check.ts', '', 'format, lint, types, generated files, rules of the sources'],
  generate: [
    'supabase/check/generate.ts',
    '',
    'schema.sql, the types and the table of events, from the migrations',
  ],
  bench: ['supabase/tests/bench/bench.ts', '[P1 P2 P3] [--rounds 5] [--quiet]', 'measures against peers'],
  send: [
    'supabase/send/send.ts',
    '--check-config | --user | --sms | --mail | --push …',
    'tries what is set up',
  ],
  keys: ['supabase/deploy/keys.ts', '', 'new secrets and VAPID keys, as lines for a file of settings'],
  'deploy:check': [
    'supabase/deploy/deploy-check.ts',
    '[--json]',
    'asks a project everything it stands on, and says what is missing',
  ],
}

const usageOf = (verb) => {
  const [, words, does] = verbs[verb]
  const command = verb === 'start' || verb === 'test' ? `npm ${verb}` : `npm run ${verb}`
  return `${command}${words && ` -- ${words}`}   ${does}`
}

function fail(line, code = 1) {
  console.error(line)
  process.exit(code)
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
if (!Object.hasOwn(verbs, verb)) {
  const all = Object.keys(verbs).map((name) => `  ${usageOf(name)}`)
  fail(`${verb ? `There is no "${verb}". ` : ''}There are:\n${all.join('\n')}`, 2)
}
const [path, words] = verbs[verb]
const file = `${root}${path}`
// npm send says more of itself; for the others a word that asks for help must never do the work, least of all of reset
if (verb !== 'send' && rest.some((word) => word === '--help' || word === '-h')) {
  console.log(usageOf(verb))
  process.exit(0)
}
if (!words && rest.length > 0) fail(`${rest.join(' ')}: this command takes no words.\n${usageOf(verb)}`, 2)

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
try {
  await import(pathToFileURL(file).href)
} catch (cause) {
  if (!String(cause?.code).startsWith('ERR_PARSE_ARGS')) throw cause
  fail(`${cause.message.split('. To specify')[0]}.\n${usageOf(verb)}`, 2)
}
