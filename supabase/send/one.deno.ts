// Runs a shipped function in Deno and gives it one delivery that stands in no outbox: its claim is answered from here, and what
// it would settle is printed as JSON. So a number, an address or a browser can be tried without a person, a consent or a row.
// Its environment is the function's; arguments: the URL of its index.ts and the delivery.
import { knockAt } from './knock.deno.ts'

const [entry = '', delivery = '{}'] = Deno.args
const settled: unknown[] = []
let isClaimed = false

const realFetch = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const rpc = /\/rest\/v1\/rpc\/(\w+)$/.exec(new URL(request.url).pathname)?.[1]
  if (!rpc) return realFetch(input, init)
  if (rpc === 'settle_deliveries') settled.push(...(await request.json()).results)
  const isFirst = rpc === 'claim_deliveries' && !isClaimed
  isClaimed ||= isFirst
  return Response.json(isFirst ? [JSON.parse(delivery)] : [])
}

await knockAt(entry)
console.log(JSON.stringify(settled[0] ?? null))
Deno.exit(0)
