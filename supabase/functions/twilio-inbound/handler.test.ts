import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import type { Rpc } from '../_shared/database.ts'
import { twilioInbound } from './handler.ts'

const authToken = 'primary token'
const functionsUrl = 'https://project.supabase.co/functions/v1'
const sid = `SM${'a1'.repeat(16)}`
const text = { MessageSid: sid, From: '+447700900001', To: '+15005550006', Body: 'Stop', NumMedia: '0' }

function setUp(reply: string | null = null) {
  const calls: Parameters<Rpc>[] = []
  const lines: string[] = []
  const handle = twilioInbound({
    rpc: (...call) => {
      calls.push(call)
      return reply === 'down' ? Promise.reject(new Error('10.0.0.3 refused')) : Promise.resolve({ reply })
    },
    authToken,
    functionsUrl,
    log: (line) => lines.push(line),
  })
  return { calls, lines, handle }
}

function post(
  parameters: Record<string, string>,
  { signature = '', body = '', name = 'twilio-inbound' } = {},
) {
  const signed = getExpectedTwilioSignature(authToken, `${functionsUrl}/${name}`, parameters)
  return new Request('http://127.0.0.1:9999/twilio-inbound', {
    method: 'POST',
    headers: { 'x-twilio-signature': signature || signed },
    body: body || String(new URLSearchParams(parameters)),
  })
}

const empty = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

Deno.test('a text is stored as it came, and Twilio hears that nothing is to be said', async () => {
  const { calls, handle } = setUp()
  const answer = await handle(post(text))
  deepStrictEqual([answer.status, await answer.text()], [200, empty])
  strictEqual(answer.headers.get('content-type'), 'text/xml; charset=utf-8')
  deepStrictEqual(calls, [
    [
      'record_inbound_sms',
      {
        provider: 'twilio',
        provider_message_id: sid,
        from_number: '+447700900001',
        to_number: '+15005550006',
        body: 'Stop',
        opt_out_type: null,
      },
    ],
  ])
})

Deno.test("Twilio's own reading of a keyword is passed on", async () => {
  const { calls, handle } = setUp()
  for (const type of ['STOP', 'START', 'HELP']) await handle(post({ ...text, OptOutType: type }))
  deepStrictEqual(
    calls.map(([, { opt_out_type }]) => opt_out_type),
    ['STOP', 'START', 'HELP'],
  )
})

Deno.test('a reply is told to Twilio as text, never as markup', async () => {
  const { handle } = setUp('Q&A: <b>responda</b> ALTA, ابدأ')
  strictEqual(
    await (await handle(post({ ...text, Body: 'Baja' }))).text(),
    '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Q&amp;A: &lt;b&gt;responda&lt;/b&gt; ALTA, ابدأ</Message></Response>',
  )
})

Deno.test('a stranger cannot make somebody silent: forged, changed and misdirected texts are refused', async () => {
  const { calls, handle } = setUp()
  const forged = [
    post(text, { signature: 'bm90IHR3aWxpbw==' }),
    post(text, { body: String(new URLSearchParams({ ...text, From: '+447700900002' })) }),
    post(text, { name: 'twilio-status' }),
    new Request('http://f/twilio-inbound', { method: 'POST', body: String(new URLSearchParams(text)) }),
  ]
  for (const request of forged) {
    const answer = await handle(request)
    deepStrictEqual([answer.status, (await answer.json()).code], [403, 'bad_signature'])
  }
  strictEqual((await handle(new Request('http://f/twilio-inbound'))).status, 405)
  strictEqual(calls.length, 0)
})

Deno.test('a picture without words, a name for a sender, and letters a database refuses, are all stored', async () => {
  const { calls, handle } = setUp()
  const { Body: _body, ...wordless } = text
  strictEqual((await handle(post({ ...wordless, NumMedia: '1' }))).status, 200)
  strictEqual((await handle(post({ ...text, From: 'Service' }))).status, 200)
  strictEqual((await handle(post({ ...text, Body: 'a\u0000b' }))).status, 200)
  deepStrictEqual(
    calls.map(([, { from_number, body }]) => [from_number, body]),
    [
      ['+447700900001', ''],
      ['Service', 'Stop'],
      ['+447700900001', 'a b'],
    ],
  )
})

Deno.test('a signed text that is none is refused, and one that was not stored is not answered as stored', async () => {
  const { handle } = setUp()
  const wrong: Record<string, string>[] = [{ MessageSid: 'x' }, { From: '' }, { OptOutType: 'MAYBE' }]
  for (const more of wrong) strictEqual((await handle(post({ ...text, ...more }))).status, 422)
  const down = setUp('down')
  strictEqual((await down.handle(post(text))).status, 503)
  match(down.lines.join(), /10\.0\.0\.3/)
})
