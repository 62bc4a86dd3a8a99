import { expect, test } from 'vitest'
import { answering, serveFunctions } from './scratch.ts'

const echo = `export default {
  async fetch(request) {
    const { pathname, search } = new URL(request.url)
    const headers = { 'x-seen': request.headers.get('x-sent') ?? '', 'set-cookie': 'a=1' }
    const answer = new Response(request.method + ' ' + pathname + search + ' ' + await request.text(), { status: 201, headers })
    answer.headers.append('set-cookie', 'b=2')
    return answer
  },
}`

test('a function starts at its first call and is reached under its own name', async () => {
  await using functions = await serveFunctions({ 'hello/index.ts': answering('hi'), 'echo/index.ts': echo })
  expect(functions.pids()).toEqual({})
  expect(await (await functions.call('hello')).text()).toBe('hi')
  expect(Object.keys(functions.pids())).toEqual(['hello'])

  const answer = await functions.call('echo/a/b?c=d', {
    method: 'PUT',
    body: 'body',
    headers: { 'x-sent': 'yes' },
  })
  expect(answer.status).toBe(201)
  expect(await answer.text()).toBe('PUT /echo/a/b?c=d body')
  expect(answer.headers.get('x-seen')).toBe('yes')
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
})

test('a caller cannot reach what is no function', async () => {
  await using functions = await serveFunctions({
    'hello/index.ts': answering('hi'),
    '_shared/index.ts': answering('no'),
  })
  for (const name of ['_shared', 'nothing', '', '..%2Fhello', 'hello.ts', '%00']) {
    const answer = await functions.call(name)
    expect(answer.status, name).toBe(404)
    expect(await answer.json()).toEqual({ code: 'NOT_FOUND', message: 'Requested function was not found' })
    expect(answer.headers.get('sb-error-code')).toBe('NOT_FOUND')
  }
  expect(functions.pids()).toEqual({})
})

test('a function sees the environment of a hosted one and may do no more', async () => {
  const curious = `Deno.serve(async () => {
    const may = async (what) => { try { await what(); return true } catch { return false } }
    return Response.json({
      names: Object.keys(Deno.env.toObject()).sort(),
      run: await may(() => new Deno.Command('true').output()),
      write: await may(() => Deno.writeTextFile('/tmp/orderline-should-not-exist', '')),
      worker: await may(() => new Worker('data:text/javascript,', { type: 'module', deno: { permissions: { run: true } } })),
      permission: (await Deno.permissions.query({ name: 'run' })).state,
      waitUntil: typeof EdgeRuntime.waitUntil,
    })
  })`
  await using functions = await serveFunctions(
    { 'curious/index.ts': curious },
    { env: { SUPABASE_URL: 'http://x', OUR_SECRET: 's' } },
  )
  expect(await (await functions.call('curious')).json()).toEqual({
    names: ['OUR_SECRET', 'SB_EXECUTION_ID', 'SB_REGION', 'SUPABASE_URL'],
    run: false,
    write: false,
    worker: false,
    permission: 'prompt',
    waitUntil: 'function',
  })
})

test('a function streams its answer while it is still making it', async () => {
  const clock = `Deno.serve(() => {
    let count = 0
    const body = new ReadableStream({ async pull(c) {
      if (count++ === 3) return c.close()
      c.enqueue(new TextEncoder().encode('tick'))
      await new Promise((r) => setTimeout(r, 200))
    } })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })`
  await using functions = await serveFunctions({ 'clock/index.ts': clock })
  const times: number[] = []
  for await (const _chunk of (await functions.call('clock')).body ?? []) times.push(performance.now())
  expect(times).toHaveLength(3)
  expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(300)
})

test('a function takes a large body, and may refuse it unread', async () => {
  const size = `Deno.serve(async (request) => request.headers.has('x-refuse')
    ? new Response('too large', { status: 413 })
    : Response.json((await request.arrayBuffer()).byteLength))`
  await using functions = await serveFunctions({ 'size/index.ts': size })
  const body = new Uint8Array(5_000_000)
  expect(await (await functions.call('size', { method: 'POST', body })).json()).toBe(5_000_000)
  const refused = await functions.call('size', {
    method: 'POST',
    body: body.subarray(0, 50_000),
    headers: { 'x-refuse': '1' },
  })
  expect([refused.status, await refused.text()]).toEqual([413, 'too large'])
})

test('what a function logs carries its name', async () => {
  const talker = `Deno.serve(() => { console.log('to stdout'); console.error('to stderr'); return new Response() })`
  await using functions = await serveFunctions({ 'talker/index.ts': talker })
  await functions.call('talker')
  await expect
    .poll(() => functions.lines)
    .toEqual(expect.arrayContaining(['[talker] to stdout', '[talker] to stderr']))
  expect(functions.lines.join('\n')).not.toMatch(/ready|pong/)
})

test('a thousand calls at once are all answered by one process', async () => {
  await using functions = await serveFunctions({ 'hello/index.ts': answering('hi') })
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async () => (await functions.call('hello')).text()),
  )
  expect(new Set(answers)).toEqual(new Set(['hi']))
  expect(Object.keys(functions.pids())).toHaveLength(1)
})
