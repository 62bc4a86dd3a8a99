import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { openOutbox } from '../_shared/deliveries.ts'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { drip, flood, type Misbehaviour, silent, startProvider } from '../_shared/misbehaving-provider.ts'
import { sendEmail } from './handler.ts'
import type { MailProvider } from './mail.ts'
import { paced } from './pace.ts'
import { resend } from './resend.ts'
import { sendgrid } from './sendgrid.ts'

let mails = 0
const taken = () => Response.json({ id: `mail-${++mails}` })
const subjectOf = (body: string) => String(JSON.parse(body).subject)
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

function setUp(answer: Misbehaviour, more: Record<string, MailProvider> = {}) {
  const server = startProvider(answer)
  const database = fakeDatabase([])
  const running: Promise<void>[] = []
  const handle = sendEmail({
    webhookSecret: 'secret',
    outbox: openOutbox(database.rpc, 'email', 'test', () => {}),
    house: {
      from: { email: 'hello@orderline.test' },
      appUrl: 'https://app.test',
      functionsUrl: 'https://x.test/functions/v1',
      linkSecret: 'secret',
    },
    providers: {
      resend: paced(resend({ apiKey: 're_1', apiBase: server.origin, timeoutMs: 700 })),
      ...more,
    },
    background: (work) => running.push(work),
    log: () => {},
  })
  return {
    server,
    database,
    add: (n: number, row = {}, words = {}) =>
      database.add({
        id: idOf(n),
        rendered: { title: `Mail ${n}`, body: 'Hello', ...words },
        target: { email: `p${n}@example.com`, locale: 'en' },
        ...row,
      }),
    handle,
    knock: async () => {
      const headers = { authorization: 'Bearer secret' }
      const answered = await handle(
        new Request('http://f/send-email', { method: 'POST', headers, body: '{}' }),
      )
      strictEqual(answered.status, 202)
      await Promise.all(running)
    },
    subjects: () => server.seen.map(({ body }) => subjectOf(new TextDecoder().decode(body))),
  }
}

Deno.test('a knock sends what is due and settles it with the provider and its id', async () => {
  const { server, database, add, knock } = setUp(taken)
  add(1)
  await knock()
  deepStrictEqual(database.calls.find(({ name }) => name === 'claim_deliveries')?.parameters.channel, 'email')
  const [{ lease_token, provider_message_id, ...rest } = { lease_token: '', provider_message_id: '' }] =
    JSON.parse(JSON.stringify(database.settled))
  deepStrictEqual(rest, { id: idOf(1), provider: 'resend', outcome: 'accepted', http_status: 200 })
  ok(lease_token && provider_message_id)
  await server.stop()
})

Deno.test('who knocks without the secret starts nothing', async () => {
  const { server, database, add, handle } = setUp(taken)
  add(1)
  for (const authorization of ['', 'Bearer', 'Bearer guess']) {
    const answered = await handle(
      new Request('http://f/send-email', { method: 'POST', headers: { authorization } }),
    )
    strictEqual(answered.status, 401)
  }
  strictEqual(database.calls.length, 0)
  await server.stop()
})

Deno.test('a hundred mails go out once each, and those that a provider spoils delay nobody', async () => {
  const spoilt: Record<string, () => Response | Promise<Response>> = {
    'Mail 0': silent,
    'Mail 1': () => drip(200),
    'Mail 2': () => flood(200).response,
    'Mail 3': () => new Response('', { status: 500 }),
    'Mail 4': () => new Response('', { status: 302, headers: { location: '/' } }),
    'Mail 5': () => new Response('{"id":'),
  }
  const { server, database, add, knock, subjects } = setUp((_request, body) =>
    (spoilt[subjectOf(body)] ?? taken)(),
  )
  for (let n = 0; n < 100; n++) add(n)
  await knock()
  strictEqual(new Set(subjects()).size, 100)
  const outcomes = database.outcomes()
  deepStrictEqual(
    [0, 1, 2, 3, 4, 5].map((n) => outcomes[idOf(n)]),
    ['ambiguous', 'ambiguous', 'ambiguous', 'ambiguous', 'retry', 'ambiguous'],
  )
  strictEqual(Object.values(outcomes).filter((outcome) => outcome === 'accepted').length, 94)
  const hung = [0, 1].map((n) => database.settled.findIndex(({ id }) => id === idOf(n)))
  ok(Math.min(...hung) >= 98, `the two that hang were settled last, not at ${hung}`)
  await server.stop()
})

Deno.test('a provider that says "five a second" gets every mail once, at its pace, and no try is put back', async () => {
  let window = { began: 0, asked: 0 }
  const { server, database, add, knock } = setUp(() => {
    if (performance.now() - window.began > 250) window = { began: performance.now(), asked: 0 }
    if (++window.asked > 5)
      return Response.json({ name: 'rate_limit_exceeded' }, { status: 429, headers: { 'retry-after': '0' } })
    return taken()
  })
  for (let n = 0; n < 20; n++) add(n)
  await knock()
  strictEqual(Object.values(database.outcomes()).filter((outcome) => outcome === 'accepted').length, 20)
  await server.stop()
})

Deno.test('a mail goes to the provider its row names, and comes back when there is no key for it', async () => {
  const other = startProvider(() => new Response(null, { status: 202, headers: { 'x-message-id': 'sg-1' } }))
  const { server, database, add, knock } = setUp(taken, {
    sendgrid: sendgrid({ apiKey: 'SG.1', apiBase: other.origin }),
  })
  add(1, { provider: 'sendgrid' })
  add(2, { provider: 'resend' })
  add(3, { provider: 'constructor' })
  await knock()
  deepStrictEqual([server.seen.length, other.seen.length], [1, 1])
  deepStrictEqual(
    Object.fromEntries(database.settled.map(({ id, provider, outcome }) => [id, `${provider} ${outcome}`])),
    { [idOf(1)]: 'sendgrid accepted', [idOf(2)]: 'resend accepted', [idOf(3)]: 'constructor retry' },
  )
  await server.stop()
  await other.stop()
})

Deno.test('a delivery that nobody can read is refused alone, without a request', async () => {
  const { server, database, add, knock } = setUp(taken)
  add(1, {}, { title: '' })
  add(2, { target: { email: 'nobody' } })
  add(3, { target: null })
  add(4)
  await knock()
  deepStrictEqual(
    database.settled
      .map(({ id, outcome, ...rest }) => [id, outcome, 'code' in rest ? rest.code : null])
      .sort(),
    [
      [idOf(1), 'permanent', 'invalid_delivery'],
      [idOf(2), 'permanent', 'invalid_delivery'],
      [idOf(3), 'permanent', 'target_gone'],
      [idOf(4), 'accepted', null],
    ],
  )
  strictEqual(server.seen.length, 1)
  await server.stop()
})

Deno.test('a mail in doubt is asked for again under its key, unless it is unwanted by now or nobody would know', async () => {
  const { server, database, add, knock } = setUp(taken)
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600_000).toISOString()
  add(1, { in_doubt_since: hoursAgo(1) })
  add(2, { in_doubt_since: hoursAgo(1), fault: 'no_consent' })
  add(3, { in_doubt_since: hoursAgo(23.5) })
  await knock()
  deepStrictEqual(database.outcomes(), {
    [idOf(1)]: 'accepted',
    [idOf(2)]: 'permanent',
    [idOf(3)]: 'permanent',
  })
  deepStrictEqual(
    server.seen.map(({ headers }) => headers.get('idempotency-key')),
    [idOf(1)],
  )
  await server.stop()
})
