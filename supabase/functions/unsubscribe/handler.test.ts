import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict'
import type { Rpc } from '../_shared/database.ts'
import { signLink } from '../_shared/link.ts'
import { unsubscribe } from './handler.ts'

const delivery = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const mail = { category: 'order', label: 'Your orders', is_critical: false, is_enabled: true, locale: 'en' }

function setUp(kept: object | null = mail, more = {}) {
  const row = kept && { ...mail, ...kept }
  const calls: string[] = []
  const lines: string[] = []
  let failure: Error | undefined
  const rpc: Rpc = (name, { delivery_id }) => {
    calls.push(`${name} ${delivery_id}`)
    if (failure) return Promise.reject(failure)
    if (row && name === 'unsubscribe_email' && !row.is_critical) row.is_enabled = false
    return Promise.resolve(row && { ...row })
  }
  const handle = unsubscribe({
    rpc,
    linkSecret: 'secret',
    brand: 'Orderline',
    appUrl: 'https://app.test',
    log: (line) => lines.push(line),
    ...more,
  })
  const ask = async (method: string, token: string, init: RequestInit = {}) =>
    await handle(new Request(`http://127.0.0.1:9/unsubscribe/${token}`, { method, ...init }))
  return {
    calls,
    lines,
    ask,
    fail: (error: Error) => {
      failure = error
    },
  }
}
const token = () => signLink('secret', delivery, 'unsubscribe')
const oneClick = { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }
const heading = (html: string) => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]

Deno.test('who only looks at the link is asked, and nothing is changed', async () => {
  const { ask, calls } = setUp()
  for (const method of ['GET', 'HEAD', 'GET']) strictEqual((await ask(method, await token())).status, 200)
  const html = await (await ask('GET', await token())).text()
  strictEqual(heading(html), 'Stop emails about “Your orders”?')
  match(html, /<form method="post"><button>Unsubscribe<\/button><\/form>/)
  deepStrictEqual(new Set(calls), new Set([`email_subscription ${delivery}`]))
})

Deno.test('one click of a mail program switches the category off, as either kind of form', async () => {
  const multipart = new FormData()
  multipart.set('List-Unsubscribe', 'One-Click')
  for (const init of [oneClick, { body: multipart }, {}]) {
    const { ask, calls } = setUp()
    const answer = await ask('POST', await token(), init)
    strictEqual(answer.status, 200)
    strictEqual(answer.headers.get('location'), null)
    strictEqual(answer.headers.get('set-cookie'), null)
    strictEqual(heading(await answer.text()), 'Done. You will get no more emails about “Your orders”.')
    deepStrictEqual(calls, [`unsubscribe_email ${delivery}`])
  }
})

Deno.test('clicking twice is clicking once, and looking afterwards says so', async () => {
  const { ask } = setUp()
  const first = await (await ask('POST', await token())).text()
  strictEqual(await (await ask('POST', await token())).text(), first)
  const looked = await (await ask('GET', await token())).text()
  strictEqual(heading(looked), 'Emails about “Your orders” are switched off.')
  doesNotMatch(looked, /<form/)
})

Deno.test('a mail about the safety of an account says why it stays on, also after a click', async () => {
  const { ask } = setUp({ is_critical: true, label: 'Security' })
  for (const method of ['GET', 'POST']) {
    const answer = await ask(method, await token())
    const html = await answer.text()
    strictEqual(answer.status, 200)
    match(heading(html) ?? '', /cannot be switched off/)
    doesNotMatch(html, /<form/)
  }
})

Deno.test('a link that is forged, foreign, of another purpose or cut opens nothing and asks nobody', async () => {
  const { ask, calls } = setUp()
  const good = await token()
  const flipped = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`
  const bad = [
    flipped,
    await signLink('another secret', delivery, 'unsubscribe'),
    await signLink('secret', delivery, 'click'),
    good.slice(0, -1),
    `${good}A`,
    delivery,
    '',
    '%00',
    '../unsubscribe',
  ]
  for (const method of ['GET', 'POST'])
    for (const link of bad) {
      const answer = await ask(method, link)
      strictEqual(answer.status, 403, link)
      match(heading(await answer.text()) ?? '', /incomplete or too old/)
    }
  deepStrictEqual(calls, [])
})

Deno.test('a link whose mail is gone or too old is answered like a forged one', async () => {
  const gone = setUp(null)
  const forged = setUp()
  for (const method of ['GET', 'POST']) {
    const [one, other] = [await gone.ask(method, await token()), await forged.ask(method, 'x')]
    deepStrictEqual([one.status, await one.text()], [other.status, await other.text()])
  }
})

Deno.test('no page knows an address or an id, and none travels on', async () => {
  const { ask } = setUp({ label: 'Your orders' })
  for (const method of ['GET', 'POST']) {
    const answer = await ask(method, await token())
    doesNotMatch(await answer.text(), /@|8f14e45f/)
    strictEqual(answer.headers.get('referrer-policy'), 'no-referrer')
    strictEqual(answer.headers.get('cache-control'), 'no-store')
    match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
  }
})

Deno.test('a person reads the page in the language of the mail, or of the browser where there is no mail', async () => {
  const { ask } = setUp({ locale: 'ar-EG' })
  const html = await (await ask('GET', await token())).text()
  match(html, /<html lang="ar" dir="rtl">/)
  match(heading(html) ?? '', /«\u2068طلباتك\u2069»/)
  const lost = await ask('GET', 'x', { headers: { 'accept-language': 'es-MX,es;q=0.9' } })
  match(await lost.text(), /<html lang="es" dir="ltr">/)
  const strange = await ask('GET', 'x', { headers: { 'accept-language': 'toString' } })
  match(await strange.text(), /<html lang="en" dir="ltr">/)
})

Deno.test('a category cannot bring markup onto the page', async () => {
  const { ask } = setUp({ label: '<img src=x onerror=alert(1)>' })
  const html = await (await ask('GET', await token())).text()
  doesNotMatch(html, /<img/)
  match(html, /&lt;img/)
})

Deno.test('when nothing could be changed the page says so, and asks again for the same thing', async () => {
  for (const method of ['GET', 'POST']) {
    const { ask, fail, lines } = setUp()
    fail(new Error('connection reset by 10.0.0.3'))
    const answer = await ask(method, await token())
    const html = await answer.text()
    strictEqual(answer.status, 503)
    ok(html.includes(`<form method="${method.toLowerCase()}"><button>Try again`))
    doesNotMatch(html, /10\.0\.0\.3/)
    match(lines.join(), /10\.0\.0\.3/)
  }
})

Deno.test('a flood is cut off', async () => {
  const { ask, calls } = setUp()
  strictEqual((await ask('POST', await token(), { body: 'x'.repeat(10_000) })).status, 413)
  deepStrictEqual(calls, [])
})

Deno.test('where the platform serves no HTML, who looks is led to the page of the app, and one click still works', async () => {
  const { ask, calls } = setUp(mail, { servesPages: false })
  for (const method of ['GET', 'HEAD']) {
    const answer = await ask(method, await token())
    deepStrictEqual(
      [answer.status, answer.headers.get('location'), answer.headers.get('referrer-policy')],
      [302, `https://app.test/unsubscribe/${await token()}`, 'no-referrer'],
    )
  }
  strictEqual((await ask('GET', '..%2f..%2fevil')).headers.get('location'), 'https://app.test/unsubscribe/')
  deepStrictEqual(calls, [])
  strictEqual((await ask('POST', await token(), oneClick)).status, 200)
})

Deno.test('the page of the app is told the same words, from any origin, and never an address', async () => {
  const { ask } = setUp(mail, { servesPages: false })
  const headers = { accept: 'application/json' }
  const asked = await ask('GET', await token(), { headers })
  strictEqual(asked.headers.get('access-control-allow-origin'), '*')
  deepStrictEqual(await asked.json(), {
    lang: 'en',
    dir: 'ltr',
    title: 'Email settings',
    sentence: 'Stop emails about “Your orders”?',
    button: { label: 'Unsubscribe', method: 'post' },
    settings: 'Choose what you get',
    brand: 'Orderline',
  })
  const done = await (await ask('POST', await token(), { headers })).json()
  deepStrictEqual(
    [done.sentence, done.button],
    ['Done. You will get no more emails about “Your orders”.', null],
  )
  const forged = await ask('POST', 'x', { headers })
  deepStrictEqual([forged.status, (await forged.json()).button], [403, null])
})
