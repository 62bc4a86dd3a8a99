// Runs a shipped function in Deno and gives it one delivery that stands in no outbox: its claim is answered from here, and what
// it would settle is printed as JSON. So a number, an address or a browser can be tried without a person, a consent or a row.
// Its environment is the function's; arguments: the URL of its index.ts and the delivery.
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

const work: Promise<unknown>[] = []
Object.assign(globalThis, { EdgeRuntime: { waitUntil: (promise: Promise<unknown>) => work.push(promise) } })
let handle: (request: Request) => Promise<Response> = () => Promise.reject(new Error('it does not serve'))
Object.assign(Deno, {
  serve(handler: typeof handle) {
    handle = handler
  },
})

await import(entry)
const headers = { authorization: `Bearer ${Deno.env.get('WEBHOOK_SECRET')}` }
const answer = await handle(new Request('http://function/', { method: 'POST', headers, body: '{}' }))
if (answer.status !== 202) throw new Error(`the knock was answered ${answer.status}`)
await Promise.all(work)
console.log(JSON.stringify(settled[0] ?? null))
Deno.exit(0)
