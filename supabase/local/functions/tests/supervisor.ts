// A supervisor that a test may kill: serves two functions, calls them, and prints their processes.
import { serveFunctions } from './scratch.ts'

const functions = await serveFunctions({
  'idle/index.ts': `Deno.serve(() => new Response('hi'))`,
  'stuck/index.ts': `Deno.serve((r) => { if (r.method === 'POST') for (;;) {} return new Response('hi') })`,
})
await Promise.all([functions.call('idle'), functions.call('stuck')])
void functions.call('stuck', { method: 'POST' })
setTimeout(() => process.stdout.write(`${Object.values(functions.pids()).join(' ')}\n`), 200)
