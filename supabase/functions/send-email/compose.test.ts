import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict'
import type { Claimed } from '../_shared/deliveries.ts'
import { readLink } from '../_shared/link.ts'
import { compose, type House } from './compose.ts'

const house: House = {
  from: { email: 'hello@orderline.test', name: 'Orderline' },
  company: 'Orderline Ltd\n1 Harbour Street',
  appUrl: 'https://app.orderline.test',
  functionsUrl: 'https://x.supabase.co/functions/v1',
  linkSecret: 'secret',
}
const id = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'

function claimed(words: object = {}, target: object | null = {}): Claimed {
  return {
    id,
    lease_token: crypto.randomUUID(),
    notification_id: crypto.randomUUID(),
    priority: 'normal',
    expires_at: null,
    in_doubt_since: null,
    fault: null,
    provider: null,
    rendered: {
      title: 'Order A1 placed',
      body: 'We are looking for a partner.',
      action_label: 'Open order',
      action_url: '/orders/1',
      locale: 'en',
      ...words,
    },
    target: target && { email: 'ada@example.com', category_label: 'Your orders', ...target },
  }
}

async function mailOf(words: object = {}, target: object | null = {}) {
  const mail = await compose(claimed(words, target), house)
  ok(mail)
  return mail
}

const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map((found) => found[1] ?? '')
const seen = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

Deno.test('a person reads the same in HTML and in plain text, in the same order', async () => {
  const { html, text } = await mailOf({ body: 'First.\n\nYour things:\n- one\n- two\n\nLast.' })
  const words = [
    'Order A1 placed',
    'First.',
    'Your things:',
    'one',
    'two',
    'Last.',
    'Open order',
    'Your orders',
    'Choose what you get',
    'Unsubscribe',
    'Orderline Ltd',
    '1 Harbour Street',
  ]
  for (const shown of [seen(html).replace(/^.*?Order A1 placed/, 'Order A1 placed'), text]) {
    let from = 0
    for (const word of words) {
      const at = shown.indexOf(word, from)
      ok(at >= from, `${word} stands after what comes before it`)
      from = at + word.length
    }
  }
  match(html, /<ul[^>]*><li[^>]*><span>one<\/span><\/li><li[^>]*><span>two<\/span><\/li><\/ul>/)
  for (const url of hrefs(html)) ok(text.includes(url), url)
})

Deno.test('nothing that anybody wrote becomes markup, in any part of a mail', async () => {
  const evil = `"><script>alert('1')</script><img src=x onerror=alert(2)>&amp;`
  const { html } = await mailOf(
    {
      title: evil,
      body: `Words ${evil}\n\n- ${evil}`,
      action_label: evil,
      image_url: `https://x.test/${evil}`,
      locale: 'en" onload="x',
    },
    { category_label: evil },
  )
  doesNotMatch(html, /<script|<img src=x|onerror=alert\(2\)>(?!&)|lang="en" onload/)
  strictEqual([...html.matchAll(/<img /g)].length, 1)
  match(html, /&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;/)
  match(html, /&amp;amp;/)
})

Deno.test('the button leads through a link signed for this delivery, wherever the row leads', async () => {
  for (const action_url of ['/orders/1', 'https://shop.test/x']) {
    const { html } = await mailOf({ action_url })
    const link = hrefs(html).find((url) => url.includes('/link-click/')) ?? ''
    strictEqual(link.startsWith('https://x.supabase.co/functions/v1/link-click/'), true)
    strictEqual(await readLink('secret', link.split('/').at(-1) ?? '', 'click'), id)
    doesNotMatch(html, /orders\/1|shop\.test/)
  }
  const without = await mailOf({ action_url: null })
  doesNotMatch(without.html + without.text, /link-click|Open order/)
})

Deno.test('a person can leave with one click, by a header and by a link that opens nothing else', async () => {
  const { headers, html, text } = await mailOf()
  const url = /^<(https:[^>]+)>$/.exec(headers['List-Unsubscribe'] ?? '')?.[1] ?? ''
  strictEqual(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
  const token = url.replace('https://x.supabase.co/functions/v1/unsubscribe/', '')
  strictEqual(await readLink('secret', token, 'unsubscribe'), id)
  strictEqual(await readLink('secret', token, 'click'), undefined)
  ok(html.includes(`href="${url}"`) && text.includes(url))
  doesNotMatch(url, /ada|example/)
})

Deno.test('a mail about the safety of an account promises no unsubscribing, and says why', async () => {
  const { headers, html, text } = await mailOf({}, { is_critical: true })
  deepStrictEqual(Object.keys(headers), ['Auto-Submitted'])
  doesNotMatch(html + text, /unsubscribe\//)
  match(text, /cannot be switched off/)
})

Deno.test('a mail loads nothing: no tracking pixel, no font, no style sheet, no script', async () => {
  const { html } = await mailOf()
  doesNotMatch(html, /<img|<link|<script|@import|@font-face|url\(|background=|<iframe|srcset|<video/)
  const pictured = await mailOf({ image_url: 'https://cdn.test/a.jpg' })
  deepStrictEqual(
    [...pictured.html.matchAll(/src="([^"]+)" alt="([^"]*)"/g)].map(([, src, alt]) => [src, alt]),
    [['https://cdn.test/a.jpg', '']],
  )
})

Deno.test('a person who reads Arabic gets the frame in Arabic, from right to left', async () => {
  const { html, text } = await mailOf({ locale: 'ar', action_label: null })
  match(html, /<html lang="ar" dir="rtl"/)
  // once more inside: web mail takes <html> away
  match(html, /<div class="canvas" lang="ar" dir="rtl" role="article"/)
  match(html, /text-align:right/)
  doesNotMatch(html, /text-align:left|padding-left/)
  match(text, /«Your orders»/)
  match((await mailOf({ locale: 'ar', category: 'order' })).text, /«طلباتك»/)
  match((await mailOf({ locale: 'es-MX', category: 'order' })).text, /«Tus pedidos»/)
  match((await mailOf({ category: 'order' })).text, /“Your orders”/)
  match(text, /إلغاء الاشتراك/)
  match(html, />فتح</)
})

Deno.test('a note in another script keeps its own direction, and mixed words that of the mail', async () => {
  const body = 'The item is out of stock.\n\nتم إلغاء الطلب A1.\n\n- Sam: hello\n- مرحبا'
  const { html } = await mailOf({ locale: 'ar', title: 'تم A1', body })
  deepStrictEqual(
    [
      ...html.matchAll(
        /<(p|li|h1|span)(?: class="ink")?( dir="ltr")?[^>]*>(?:<span( dir="ltr")?>)?(The|تم|Sam|مرحبا)/g,
      ),
    ].map(([, , outer, inner, word]) => `${word} ${outer ?? inner ?? 'as the mail'}`),
    ['تم as the mail', 'The  dir="ltr"', 'تم as the mail', 'Sam  dir="ltr"', 'مرحبا as the mail'],
  )
  match((await mailOf({ body: 'مرحبا' })).html, /<p class="ink" dir="rtl"/)
})

Deno.test('a body that begins with its own title says it once', async () => {
  const { text } = await mailOf({ title: '3 new', body: '3 new\n- one\n- two' })
  strictEqual([...text.matchAll(/3 new/g)].length, 1)
  match((await mailOf({ title: 'Hello', body: 'Hello' })).text, /^Hello\n\nHello\n/)
})

Deno.test('a person whose language is not there gets the frame in English, with a regional one in its own', async () => {
  match((await mailOf({ locale: 'de' })).html, /<html lang="de" dir="ltr"/)
  match((await mailOf({ locale: 'de' })).text, /Unsubscribe:/)
  match((await mailOf({ locale: 'es-MX' })).text, /Darse de baja:/)
  match((await mailOf({ locale: 'constructor' })).text, /Unsubscribe:/)
})

Deno.test('a screen reader finds a title, one heading, a language, and no table that looks like data', async () => {
  const { html } = await mailOf()
  match(html, /<title>Order A1 placed<\/title>/)
  strictEqual([...html.matchAll(/<h1 /g)].length, 1)
  strictEqual([...html.matchAll(/<table(?! role="presentation")/g)].length, 0)
  match(html, /<meta name="color-scheme" content="light dark">/)
})

Deno.test('the line under the subject in a list of mails is what the mail says, and nothing after it', async () => {
  const { html } = await mailOf({ body: `${'word '.repeat(60)}` })
  const hidden = /<div style="display:none[^"]*">(.*?)<\/div>/s.exec(html)?.[1] ?? ''
  ok(hidden.startsWith('word word'))
  ok(hidden.indexOf('&#847;') <= 125)
})

Deno.test('the same delivery is the same mail, however often it is composed', async () => {
  deepStrictEqual(await mailOf(), await mailOf())
})

Deno.test('a mail that was begun anew by hand has another key, so that the provider sends it again', async () => {
  strictEqual((await mailOf()).key, id)
  strictEqual((await mailOf({}, { round: 2 })).key, `${id}/2`)
})

Deno.test('a subject is one line, whatever a person put into it', async () => {
  const { subject } = await mailOf({ title: ' Hello\r\nBcc: eve@example.com\u0000 \u2028 ' })
  strictEqual(subject, 'Hello Bcc: eve@example.com')
})

Deno.test('what cannot be read is no mail: no words, no address, an address that smuggles a second one', async () => {
  strictEqual(await compose(claimed({ title: ' ' }), house), undefined)
  strictEqual(await compose(claimed({ body: 5 }), house), undefined)
  strictEqual(await compose(claimed({ action_url: 'javascript:alert(1)' }), house), undefined)
  strictEqual(await compose(claimed({ action_url: '//evil.test' }), house), undefined)
  strictEqual(await compose(claimed({ image_url: 'http://x.test/a.png' }), house), undefined)
  for (const email of [
    'ada',
    'ada@example.com, eve@example.com',
    'a b@c.d',
    '<ada@example.com>',
    `${'a'.repeat(320)}@x.y`,
    null,
  ])
    strictEqual(await compose(claimed({}, { email }), house), undefined)
})
