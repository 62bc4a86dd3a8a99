import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entry } from '../entry.ts'
import { type Box, openBox, statusOf, until } from '../testing.ts'

let box: Box
beforeAll(async () => {
  box = await openBox({ people: [{ name: 'Ada', phone: '+447700900001' }], appUrl: 'http://127.0.0.1:5173' })
})
afterAll(() => box.stop())

const write = (from: string, body: string) => box.post('/sms/inbound', { from, body })
const log = async (query: string) =>
  (await (await fetch(`${box.url}/log?${query}`)).json()) as {
    entries: (Entry & { body: string })[]
    next: number
  }

test('the log is read in pages without losing or repeating an entry', async () => {
  const from = '+447700900051'
  for (let n = 0; n < 7; n++) await write(from, `${n}`)
  const bodies: string[] = []
  let since = 0
  for (;;) {
    const page = await log(`since=${since}&to=%2B447700900051&limit=3`)
    if (page.entries.length === 0) break
    bodies.push(...page.entries.map(({ body }) => body))
    since = page.next
  }
  expect(bodies).toEqual(['0', '1', '2', '3', '4', '5', '6'])
  expect((await log('to=%2B447700900051&last=2')).entries.map(({ body }) => body)).toEqual(['5', '6'])
  expect((await log('kind=push')).entries).toEqual([])
  expect((await log(`since=${since}`)).next).toBe(since)
})

test('a question the log does not know is refused instead of half answered', async () => {
  for (const query of ['since=yesterday', 'kind=fax', 'limit=-1']) {
    expect((await fetch(`${box.url}/log?${query}`)).status).toBe(422)
  }
})

test('clearing the log empties it and never gives a number twice', async () => {
  await write('+447700900052', 'before')
  const { next } = await log('')
  expect((await fetch(`${box.url}/log`, { method: 'DELETE' })).status).toBe(204)
  expect((await log('')).entries).toEqual([])
  await write('+447700900052', 'after')
  expect((await log('')).entries[0]?.id).toBe(next + 1)
})

/** Reads the event stream until closed; `text` grows. */
async function listen(headers: Record<string, string> = {}) {
  const abort = new AbortController()
  const response = await fetch(`${box.url}/events`, { headers, signal: abort.signal })
  const stream = { text: '', close: () => abort.abort(), type: response.headers.get('content-type') }
  const read = async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? [])
      stream.text += decoder.decode(chunk as Uint8Array, { stream: true })
  }
  read().catch(() => {}) // closed by us
  return stream
}

test('a listener hears of each entry, each change of it, each fault and the clearing', async () => {
  const stream = await listen()
  expect(stream.type).toContain('text/event-stream')
  await box.client.messages.create({ to: '+447700900053', from: '+15005550006', body: 'hear this' })
  await until('it heard the message', () => /id: \d+\ndata: \{.*hear this/.test(stream.text))
  await until('and its end', () =>
    /event: changed\ndata: \{"id":\d+,"changed":\{"status":"delivered"/.test(stream.text),
  )
  await box.post('/faults', { kind: 'sms', to: '+447700900053', mode: 'fail' })
  await until('and the fault', () => /event: desk\ndata: .*"mode":"fail"/.test(stream.text))
  await fetch(`${box.url}/log`, { method: 'DELETE' })
  await until('and the clearing', () => stream.text.includes('event: cleared'))
  stream.close()
})

test('a listener that comes back hears what it missed', async () => {
  await write('+447700900054', 'first')
  const { next } = await log('')
  await write('+447700900054', 'missed')
  const stream = await listen({ 'last-event-id': String(next) })
  await until('it heard', () => stream.text.includes('missed'))
  expect(stream.text).not.toContain('first')
  stream.close()
})

test('the desk says who is there, what is armed and where the app is', async () => {
  const desk = await (await fetch(`${box.url}/desk`)).json()
  expect(desk).toMatchObject({
    people: [{ name: 'Ada' }],
    app_url: 'http://127.0.0.1:5173',
    inbound_url: null,
  })
  expect(JSON.stringify(desk)).not.toContain('private_key')
})

test('another web site can link to the page but neither read nor post', async () => {
  const status = (path: string, headers: Record<string, string>, method = 'GET') =>
    statusOf(box.url + path, { headers, method })
  const foreign = { 'sec-fetch-site': 'cross-site' }
  expect(await status('/log', foreign)).toBe(403)
  expect(await status('/log', foreign, 'DELETE')).toBe(403)
  expect(await status('/', { ...foreign, 'sec-fetch-mode': 'navigate' })).toBe(200)
  expect(await status('/', { 'sec-fetch-site': 'same-origin' })).toBe(200)
})

test('a body in chunks is read, and one above 2 MB is not', async () => {
  const chunk = JSON.stringify({ from: '+447700900055', body: 'in chunks' }).padEnd(1024)
  const chunks = (n: number) => new Blob([chunk.repeat(n)]).stream()
  const status = async (n: number) =>
    (await fetch(`${box.url}/sms/inbound`, { method: 'POST', body: chunks(n), duplex: 'half' })).status
  expect(await status(1)).toBe(201)
  expect(await status(2100)).toBe(413)
  expect((await box.post('/sms/inbound', 'x'.repeat(2_100_000))).status).toBe(413)
})

test('the page and its files come with a policy that runs nothing from elsewhere', async () => {
  const page = await fetch(`${box.url}/`)
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  )
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path)
  expect(files.length).toBeGreaterThan(2)
  for (const path of files) expect((await fetch(box.url + path)).status).toBe(200)
  expect((await fetch(`${box.url}/page/..%2Fserver.ts`)).status).toBe(404)
})
