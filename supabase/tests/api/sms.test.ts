import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person, sandboxUrl, url } from './actors.ts'

type Sms = { body: string; code?: string; via: string; sid: string }
type Fared = {
  state: string
  last_code: string | null
  provider: string | null
  segments: number
  price: string | null
  currency: string | null
  is_final: boolean
}

// each test its own number, each person a new one; none of them is among the magic ones but where it is meant
let next = Math.floor(Math.random() * 80_000) * 10
const newNumber = () => `+4477${String(10_000_000 + next++).padStart(8, '0')}`

async function call(who: Person | undefined, body: object, number = 0) {
  const response = await fetch(`${url}/functions/v1/phone-verification`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // so that the tests of a day do not count as those of one house
      'x-forwarded-for': `203.0.113.${(next + number) % 250}`,
      ...(who && { authorization: `Bearer ${who.token}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const texts = async (number: string) => {
  const asked = new URLSearchParams({ kind: 'sms', to: number })
  return ((await (await fetch(`${sandboxUrl}/log?${asked}`)).json()) as { entries: Sms[] }).entries
}
const codeAt = async (number: string) =>
  (await texts(number)).findLast(({ via }) => via === 'verify')?.code ?? ''
const desk = (path: string, body: object) =>
  fetch(`${sandboxUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const write = (from: string, body: string) => desk('/sms/inbound', { from, body })

/** Somebody whose number is proven without a code, and who wants texts about orders. */
async function reachable(name: string, number = newNumber()) {
  const who = await person(name)
  await asAdmin('insert into public.phones (user_id, e164, verified_at) values ($1, $2, now())', [
    who.id,
    number,
  ])
  await who.supabase.rpc('set_preference', { category: 'order', channel: 'sms', is_enabled: true })
  return { who, number }
}
async function tell(who: Person, key: string = crypto.randomUUID()) {
  await asAdmin(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A1"}}', dedupe_key => $2, priority => 'urgent')`,
    [who.id, key],
  )
  return async (): Promise<Fared | undefined> => {
    const [row] = await asAdmin<Fared>(
      `select d.state, d.last_code, d.provider, d.segments, d.price, d.currency, d.price_final_at is not null as is_final
       from private.deliveries d join public.notifications n on n.id = d.notification_id
       where n.user_id = $1 and n.dedupe_key = $2 and d.channel = 'sms'`,
      [who.id, key],
    )
    return row
  }
}
const soon = { timeout: 20_000, interval: 100 }

let caps = '[]'
beforeAll(async () => {
  const [row] = await asAdmin<{ caps: object[] }>('select jsonb_agg(l) as caps from private.sms_limits l')
  caps = JSON.stringify(row?.caps ?? [])
  await asAdmin('update private.settings set ambiguous_after_seconds = 1')
  await asAdmin('update private.sms_limits set messages = null, amount = null')
  await asAdmin(
    `update private.verification_limits set most = most + 100000 where scope in ('prefix', 'project', 'address')`,
  )
})
afterAll(async () => {
  await asAdmin('update private.settings set ambiguous_after_seconds = 120')
  await asAdmin(
    `update private.sms_limits l set messages = was.messages, amount = was.amount
     from jsonb_populate_recordset(null::private.sms_limits, $1::jsonb) was where was.scope = l.scope and was.period = l.period`,
    [caps],
  )
  await asAdmin('update private.verification_limits set most = most - 100000 where most > 100000')
})

test('a person proves their number by the code that came by SMS; until then it gets no text, afterwards it does', async () => {
  const ada = await person('Ada')
  const number = newNumber()
  await ada.supabase.rpc('set_preference', { category: 'order', channel: 'sms', is_enabled: true })
  await asAdmin('insert into public.phones (user_id, e164) values ($1, $2)', [ada.id, number])
  const before = await tell(ada)
  await expect.poll(before, soon).toMatchObject({ state: 'suppressed', last_code: 'no_target' })

  const asked = await call(ada, { action: 'start', number: `0${number.slice(3)}`, country: 'GB' })
  expect(asked).toMatchObject({
    status: 200,
    body: { masked: `+44***${number.slice(-3)}`, resend_after_s: 30 },
  })
  expect(await call(ada, { action: 'start', number })).toMatchObject({
    status: 429,
    body: { code: 'too_many_codes', retry_after_s: expect.any(Number) },
  })
  const code = await codeAt(number)
  const wrong = code === '000000' ? '111111' : '000000'
  expect(await call(ada, { action: 'check', code: wrong })).toMatchObject({
    status: 422,
    body: { code: 'code_wrong', checks_left: 4 },
  })
  expect((await ada.supabase.rpc('my_phones')).data).toEqual([])
  expect((await call(ada, { action: 'check', code })).status).toBe(200)
  expect((await ada.supabase.rpc('my_phones')).data).toMatchObject([
    { masked: `+44***${number.slice(-3)}`, stopped_at: null },
  ])
  expect((await call(ada, { action: 'check', code })).body.code).toBe('code_expired')

  const after = await tell(ada)
  await expect.poll(after, soon).toMatchObject({ state: 'delivered' })
  expect((await texts(number)).filter(({ via }) => via === 'messages')).toHaveLength(1)
})

test('a number that somebody else proves is theirs from then on, and who had it is told', async () => {
  const { who: eve, number } = await reachable('Eve')
  const ada = await person('Ada')
  await call(ada, { action: 'start', number })
  expect((await call(ada, { action: 'check', code: await codeAt(number) })).status).toBe(200)
  expect((await eve.supabase.rpc('my_phones')).data).toEqual([])
  const { data } = await eve.supabase
    .from('notifications')
    .select('title, body')
    .eq('event_type', 'security.phone_moved')
  expect(data).toMatchObject([
    { title: 'Phone number moved', body: expect.stringContaining(`+44***${number.slice(-3)}`) },
  ])
  const text = await tell(eve)
  await expect.poll(text, soon).toMatchObject({ state: 'suppressed', last_code: 'no_target' })
})

test.each([
  ['a landline', '+447700900180', 'phone_cannot_receive_sms'],
  ['a number that does not exist', '+447700900182', 'phone_invalid'],
  ['a number asked too often', '+447700900190', 'too_many_codes'],
  ['a number asked at once', '+447700900191', 'too_many_codes'],
  ['what is no number', '12', 'phone_invalid'],
])('%s is refused in plain words', async (_, number, code) => {
  await asAdmin('delete from private.phone_verifications where e164 = $1', [number])
  const ada = await person('Ada')
  const answer = await call(ada, { action: 'start', number, country: 'GB' })
  expect(answer.body.code).toBe(code)
  expect(JSON.stringify(answer.body)).not.toMatch(/twilio|602/i)
})

test('twenty requests at once for one person send one code', async () => {
  const eve = await person('Eve')
  const numbers = Array.from({ length: 20 }, newNumber)
  const answers = await Promise.all(numbers.map((number, n) => call(eve, { action: 'start', number }, n)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const sent = await Promise.all(numbers.map(texts))
  expect(sent.flat()).toHaveLength(1)
})

test('nobody proves anything without a token of theirs', async () => {
  expect((await call(undefined, { action: 'start', number: newNumber() })).status).toBe(401)
})

test('STOP from a phone ends all texts to it at once, START gives back what was on', async () => {
  const { who: ada, number } = await reachable('Ada')
  await write(number, 'Stop')
  const wants = async () =>
    (await ada.supabase.from('preferences').select('is_enabled, source').eq('channel', 'sms')).data
  await expect.poll(wants, soon).toEqual([{ is_enabled: false, source: 'sms_keyword' }])
  expect((await ada.supabase.rpc('my_phones')).data).toMatchObject([{ stopped_at: expect.any(String) }])
  await ada.supabase.rpc('set_preference', { category: 'order', channel: 'sms', is_enabled: true })
  const silent = await tell(ada)
  await expect.poll(silent, soon).toMatchObject({ state: 'suppressed', last_code: 'stop' })

  await write(number, 'START')
  await expect
    .poll(async () => (await ada.supabase.rpc('my_phones')).data, soon)
    .toMatchObject([{ stopped_at: null }])
  const heard = await tell(ada)
  await expect.poll(heard, soon).toMatchObject({ state: 'delivered' })
})

test('a word that Twilio does not know is answered by us, in its language', async () => {
  const { number } = await reachable('Ada')
  await write(number, 'إيقاف')
  const replies = async () => {
    const answer = await fetch(`${sandboxUrl}/log?${new URLSearchParams({ kind: 'inbound', to: number })}`)
    return ((await answer.json()) as { entries: { reply: string | null }[] }).entries.map(
      ({ reply }) => reply,
    )
  }
  const [row] = await asAdmin<{ body: string }>(
    `select body from private.sms_replies where meaning = 'stop' and locale = 'ar'`,
  )
  await expect.poll(replies, soon).toEqual([row?.body])
})

test('a text in other words waits for staff, once, with who wrote it', async () => {
  const { who: ada, number } = await reachable('Ada')
  await write(number, 'Where is my order?')
  const kept = () =>
    asAdmin('select body, keyword, user_id from private.inbound_sms where from_number = $1', [number])
  await expect.poll(kept, soon).toEqual([{ body: 'Where is my order?', keyword: null, user_id: ada.id }])
})

test.each([
  ['30003', '+447700900103', 'undelivered', null],
  ['30005', '+447700900105', 'undelivered', 'invalid'],
  ['30006', '+447700900106', 'undelivered', 'invalid'],
  ['30007', '+447700900107', 'undelivered', null],
  ['30008', '+447700900108', 'undelivered', null],
])(
  'a text that ends with %s is undelivered, and the number is suppressed only where that says it is dead',
  async (code, number, state, reason) => {
    await asAdmin('delete from public.phones where e164 = $1', [number])
    await asAdmin('delete from private.suppressions where address = $1', [number])
    const { who } = await reachable('Ada', number)
    const fared = await tell(who)
    await expect.poll(fared, soon).toMatchObject({ state, last_code: code })
    const [row] = await asAdmin<{ reason: string | null }>(
      `select private.suppression_of('sms', $1) as reason`,
      [number],
    )
    expect(row?.reason).toBe(reason)
  },
)

test('the price of a text comes later and is asked for until it is there', async () => {
  const { who } = await reachable('Ada')
  const fared = await tell(who)
  await expect.poll(fared, soon).toMatchObject({ state: 'delivered', is_final: false })
  await asAdmin('update private.deliveries set price_due_at = now() where user_id = $1', [who.id])
  // the sandbox knows it two seconds after the end; until then each knock finds nothing
  await expect
    .poll(
      async () => {
        await asAdmin(
          'update private.deliveries set price_due_at = now() where user_id = $1 and price_final_at is null',
          [who.id],
        )
        await asAdmin('select private.knock_for_prices()')
        return fared()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toMatchObject({ price: '0.04000', currency: 'USD', is_final: true })
})

test('the second provider takes over when the first is down, its receipts count, and nothing comes twice', async () => {
  const { who, number } = await reachable('Ada')
  await asAdmin(`update private.providers set is_enabled = true where name = 'vonage'`)
  await asAdmin(`update private.providers set down_until = now() + interval '1 minute' where name = 'twilio'`)
  try {
    const fared = await tell(who)
    await expect.poll(fared, soon).toMatchObject({
      state: 'delivered',
      provider: 'vonage',
      price: '0.03330',
      currency: 'EUR',
      is_final: true,
    })
    expect((await texts(number)).map(({ via }) => via)).toEqual(['vonage'])
  } finally {
    await asAdmin(`update private.providers set down_until = null, failures_in_row = 0 where name = 'twilio'`)
    await asAdmin(`update private.providers set is_enabled = false where name = 'vonage'`)
  }
})

test('two texts with the same words, of which one was lost on the way out, arrive once each', async () => {
  const { who, number } = await reachable('Ada')
  // the first is taken and its answer lost, with its callbacks; the second never gets there
  await desk('/faults', { kind: 'callback', to: number, mode: 'lose', times: 1000 })
  await desk('/faults', { kind: 'sms', to: number, mode: 'lose', times: 1 })
  const first = await tell(who)
  const second = await tell(who)
  const accepted = async () => [(await first())?.state, (await second())?.state]
  await expect.poll(accepted, { timeout: 25_000, interval: 200 }).toEqual(['accepted', 'accepted'])
  expect(await texts(number)).toHaveLength(2)
})
