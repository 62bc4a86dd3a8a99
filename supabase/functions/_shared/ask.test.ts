import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { type Answer, ask, type Silence } from './ask.ts'
import {
  closedPort,
  drip,
  flood,
  silent,
  startBreakOff,
  startHangUp,
  startProvider,
} from './misbehaving-provider.ts'

const limits = { timeoutMs: 400, maxBytes: 1000 }
const post = (origin: string) => ask(new URL(origin), { method: 'POST', body: 'hello' }, limits)

function answered(result: Answer | Silence): Answer {
  if ('silence' in result) throw new Error(`no answer: ${result.error}`)
  return result
}

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const start = performance.now()
  return [await work, performance.now() - start]
}

Deno.test('a function reads a plain answer whole', async () => {
  const provider = startProvider(() => new Response('fine', { status: 201, headers: { location: '/m/1' } }))
  const { status, text, isCut, headers } = answered(await post(provider.origin))
  deepStrictEqual([status, text, isCut, headers.get('location')], [201, 'fine', false, '/m/1'])
  await provider.stop()
})

Deno.test('a provider cannot send a function elsewhere with a redirect', async () => {
  const victim = startProvider(() => new Response('secret'))
  const provider = startProvider(() => Response.redirect(`${victim.origin}/inside`, 307))
  strictEqual(answered(await post(provider.origin)).status, 307)
  strictEqual(victim.seen.length, 0)
  await Promise.all([provider.stop(), victim.stop()])
})

Deno.test('a function knows that a refused connection sent nothing', async () => {
  const result = await post(closedPort())
  strictEqual('silence' in result && result.silence, 'not_sent')
})

Deno.test('a function knows that a hung-up connection may have sent everything', async () => {
  const provider = startHangUp()
  const result = await post(provider.origin)
  deepStrictEqual(['silence' in result && result.silence, provider.connections()], ['broken', 1])
  await provider.stop()
})

Deno.test('a provider that never answers costs no more than the timeout', async () => {
  const provider = startProvider(silent)
  const [result, ms] = await timed(post(provider.origin))
  strictEqual('silence' in result && result.silence, 'timeout')
  ok(ms < 1500, `${ms} ms`)
  await provider.stop()
})

Deno.test('a provider that drips one byte at a time costs no more than the timeout, and its status still counts', async () => {
  const provider = startProvider(() => drip(500))
  const [result, ms] = await timed(post(provider.origin))
  deepStrictEqual([answered(result).status, answered(result).isCut], [500, true])
  ok(ms < 1500, `${ms} ms`)
  await provider.stop()
})

Deno.test('a provider that answers with 10 MB is read only to the limit', async () => {
  const { response, sent } = flood(200)
  const provider = startProvider(() => response)
  const { text, isCut } = answered(await post(provider.origin))
  ok(isCut && text.length <= 1000)
  ok(sent() < 10_000_000, `${sent()} bytes were sent`)
  await provider.stop()
})

Deno.test('a provider that breaks off in the body leaves its status and a cut text', async () => {
  const provider = startBreakOff('HTTP/1.1 201 Created')
  const { status, text, isCut } = answered(await post(provider.origin))
  deepStrictEqual([status, isCut], [201, true])
  match(text, /^\{"sid":$/)
  await provider.stop()
})
