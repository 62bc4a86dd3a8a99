// Runs a shipped function in Deno, knocks once at its door, and dies by kill -9 at one exact step of its work; or lets it work
// with a clock that is wrong. Its environment is the function's, with DIE_AT, CLOCK_OFFSET_MS and CLAIM_AT_MOST (so that many at
// once each find something). Ends with 0 when it was done.
import { knockAt } from '../../send/knock.deno.ts'

const dieAt = Deno.env.get('DIE_AT') ?? 'never'
const offsetMs = Number(Deno.env.get('CLOCK_OFFSET_MS') ?? 0)
const atMost = Deno.env.get('CLAIM_AT_MOST')
const [entry = ''] = Deno.args

if (offsetMs !== 0) {
  const RealDate = Date
  globalThis.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(RealDate.now() + offsetMs)
      else super(...(given as [number]))
    }
    static override now = () => RealDate.now() + offsetMs
  } as DateConstructor
}

/** What a request is to the function: the outbox is the database's, a POST to anybody else is a send. */
function stepOf(url: string, method: string): string {
  if (url.includes('/rpc/claim_deliveries')) return 'claim'
  if (url.includes('/rpc/settle_deliveries')) return 'settle'
  return method === 'POST' && !url.includes('/rest/v1/') ? 'send' : 'other'
}

const realFetch = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const step = stepOf(request.url, request.method)
  if (dieAt === `before_${step}`) Deno.kill(Deno.pid, 'SIGKILL')
  const batch =
    step === 'claim' && atMost ? { ...(await request.clone().json()), batch: Number(atMost) } : null
  const response = await (batch
    ? realFetch(input, { ...init, body: JSON.stringify(batch) })
    : realFetch(input, init))
  if (dieAt === `after_${step}`) {
    await response.clone().arrayBuffer()
    Deno.kill(Deno.pid, 'SIGKILL')
  }
  return response
}

await knockAt(entry)
Deno.exit(0)
