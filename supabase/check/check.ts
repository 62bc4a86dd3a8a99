import { denoBinary } from '../local/deno.ts'
import { catalogueFaults } from './catalogue-rules.ts'
import { withDatabase } from './database.ts'
import { docRules } from './doc-rules.ts'
import { generatedFiles } from './generated.ts'
import { read, sources } from './sources.ts'
import { program, type Step } from './step.ts'
import { textRules } from './text-rules.ts'
import { wordRules } from './word-rules.ts'

const bin = (name: string) => `node_modules/.bin/${name}`
const functionFiles = sources(/^supabase\/functions\/.*\.ts$|\.deno\.ts$/).map(({ path }) => path)
const deno = (name: string, ...args: string[]) =>
  program(name, denoBinary, args, { DENO_DIR: '.cache/deno', DENO_NO_UPDATE_CHECK: '1' })

const schema: Step = {
  name: 'schema.sql and the types are fresh; every table has row-level security, a comment and a policy',
  run: () =>
    withDatabase(async (client, url) => {
      const files = Object.entries(await generatedFiles(client, url))
      const stale = files.filter(([path, text]) => read(path) !== text)
      return [
        ...stale.map(([path]) => `${path} is stale: npm run generate`),
        ...(await catalogueFaults(client)),
      ]
    }),
}

const steps: Step[] = [
  program('format and lint (Biome)', bin('biome'), ['ci', '--colors=off', '--error-on-warnings', '.']),
  program('types of the stack, tests and tools', bin('tsc'), ['-p', 'tsconfig.json']),
  program('types of the web app', bin('tsc'), ['--noEmit', '-p', 'web/tsconfig.json']),
  program('types of the service worker', bin('tsc'), [
    '--noEmit',
    '-p',
    'web/src/service-worker/tsconfig.json',
  ]),
  program('types of the sandbox page', bin('tsc'), ['-p', 'supabase/local/sandbox/page']),
  deno('types of the functions (deno check)', 'check', ...functionFiles),
  deno('lint of the functions (deno lint)', 'lint', 'supabase/functions'),
  schema,
  ...textRules,
  ...wordRules,
  ...docRules,
]

// the verb of `npm run check`
let failed = 0
for (const step of steps) {
  const began = performance.now()
  const faults = await step
    .run()
    .catch((error) => [error instanceof Error ? (error.stack ?? error.message) : String(error)])
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${faults.length === 0 ? '✓' : '✗'} ${step.name} (${seconds} s)\n`)
  for (const fault of faults.slice(0, 60)) process.stdout.write(`    ${fault}\n`)
  if (faults.length > 0) failed += 1
}
process.stdout.write(`\ncheck: ${steps.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
