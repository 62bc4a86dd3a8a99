import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

/** Each would call `executed` if anything took it for more than words. */
const hostile = [
  '<script>executed("script")</script>',
  '<img src=x onerror=executed("img")>',
  '<svg/onload=executed("svg")>',
  '"><iframe srcdoc="<script>parent.executed(1)</script>"></iframe>',
  '</textarea></title><script>executed("breakout")</script>',
  '<a href="javascript:executed(1)">press</a>',
  '[press](javascript:executed("markdown"))',
  'javascript:executed("bare")',
  'java\tscript:executed("tab")',
  'https://example.com/"onmouseover="executed("attribute")',
  'https://example.com/<img/src=x/onerror=executed("path")>',
  'http://javascript:executed(1)@example.com/',
  'data:text/html,<script>executed("data")</script>',
  'data:text/html;base64,PHNjcmlwdD5leGVjdXRlZCgxKTwvc2NyaXB0Pg==',
  'vbscript:executed(1)',
  '{{constructor.constructor("executed(1)")()}}',
  '#{executed("template")}',
  '<math><mtext><style><img src=x onerror=executed(1)></style></mtext></math>',
  '\u202e<script>executed("rtl")</script>',
  '<b style="background:url(javascript:executed(1))" class="__proto__">bold</b>',
]
const name = '<img src=x onerror=executed("name")>'
const title = '<svg onload=executed("title")> Order'
const link = {
  url: 'javascript:executed("link")',
  title: '<script>executed("link title")</script>',
  description: '<img src=x onerror=executed("description")>',
  image: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="executed(1)"/>',
}
const fileNames = ['"><script>executed("file")</script>.pdf', 'javascript:executed(1).png']

let stage: Stage
let ada: Actor
let grace: Actor
let orderId: string
let supportId: string
const executed: string[] = []
const violations: string[] = []

/** Says what ran and what the policy had to stop, in every page of this person. */
async function listen({ context }: Actor): Promise<void> {
  await context.exposeFunction('executed', (what: unknown) => void executed.push(String(what)))
  await context.exposeFunction('violated', (what: string) => void violations.push(what))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const { violated } = window as unknown as { violated(what: string): void }
      violated(`${violatedDirective} ${blockedURI} ${sourceFile}`)
    })
  })
  context.on('page', (page) => page.on('dialog', (dialog) => dialog.dismiss()))
}

beforeAll(async () => {
  stage = await openStage()
  const tall = { viewport: { width: 1280, height: 6000 } }
  ada = await stage.actor('Ada', 'customer', tall)
  grace = await stage.actor('Grace', 'staff', tall)
  await Promise.all([listen(ada), listen(grace)])
  orderId = (await stage.placeOrder(ada)).id
  const roomOf = async (sql: string, id: string) => (await stage.sql.query(sql, [id])).rows[0].id as string
  const roomId = await roomOf('select id from public.rooms where order_id = $1', orderId)
  await stage.sql.query('update public.profiles set name = $2 where id = $1', [ada.id, name])
  const opened = await ada.supabase.rpc('open_support', {
    ...{ subject: '<script>executed("subject")</script>', body: hostile[1] ?? '' },
    client_id: crypto.randomUUID(),
  })
  if (opened.error) throw opened.error
  supportId = opened.data.id
  for (const room_id of [roomId, supportId]) {
    await grace.supabase.rpc('join_room', { room_id })
    for (const [n, body] of hostile.entries()) {
      const sender = n % 2 ? ada : grace
      const { error } = await sender.supabase.rpc('send_message', {
        room_id,
        client_id: crypto.randomUUID(),
        body,
      })
      if (error) throw error
    }
  }
  // what the calls refuse stands here all the same: a screen must hold even when a check does not
  await stage.sql.query('update public.rooms set title = $2 where id = any ($1)', [
    [roomId, supportId],
    title,
  ])
  await stage.sql.query(
    `update public.messages set link = $2, files = $3, reactions = $4, meta = meta || $5
     where room_id = any ($1) and sender_id is not null and seq % 3 = 0`,
    [
      [roomId, supportId],
      link,
      JSON.stringify(
        fileNames.map((file, n) => ({
          ...{ id: crypto.randomUUID(), name: file, bytes: 10, width: 10, height: 10, state: 'ready' },
          mime: n ? 'image/png' : 'application/pdf',
        })),
      ),
      { '<img src=x onerror=executed("reaction")>': [ada.id], '👍': [grace.id] },
      {
        lat: '<script>executed(1)</script>',
        lng: 'javascript:executed(1)',
        status: '<b onclick=executed(1)>',
      },
    ],
  )
  await stage.sql.query(
    `insert into public.canned_replies (shortcut, title, body) values ('hostile', $1, $2) on conflict do nothing`,
    ['<script>executed("canned")</script>', '<img src=x onerror=executed("canned body")>'],
  )
}, 120_000)
afterAll(async () => {
  await stage?.sql.query(`delete from public.canned_replies where shortcut = 'hostile'`)
  await stage?.close()
})

const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
const allowed = /^(https?|mailto|tel|geo|blob):$/

/** Schemes of everything on the page that leads or loads somewhere. */
async function schemes({ page }: Actor): Promise<string[]> {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('[href], [src], [action], [formaction], [srcdoc]')].map((element) => {
      const to = ['href', 'src', 'action', 'formaction'].map((one) => element.getAttribute(one)).find(Boolean)
      if (element.hasAttribute('srcdoc')) return 'srcdoc'
      return element.tagName === 'use' || !to || to.startsWith('#')
        ? 'https:'
        : new URL(to, location.href).protocol
    }),
  )
  return [...new Set(found)].filter((scheme) => !allowed.test(scheme))
}

/** Nothing ran, nothing had to be stopped, nothing leads where it must not. */
async function isCalm(actor: Actor): Promise<void> {
  expect(await schemes(actor)).toEqual([])
  expect(await actor.page.locator('main script, main iframe, main object, main embed').count()).toBe(0)
  expect({ executed, violations }).toEqual({ executed: [], violations: [] })
}

test('scripts that were stored in words, names, titles, files, links and reactions are shown to Ada and Grace as words and never run', async () => {
  for (const actor of [ada, grace]) {
    await stage.signIn(actor)
    await actor.page.goto(`/orders/${orderId}/chat`)
    for (const body of hostile.slice(0, 3))
      await log(actor).getByText(body, { exact: true }).first().waitFor()
    // over everything that may be pointed at, for handlers that wait for that
    for (const anchor of await log(actor).getByRole('link').all())
      await anchor.hover({ timeout: 1000 }).catch(() => {})
    await isCalm(actor)
  }
})

test('a draft of hostile words is kept and comes back as words', async () => {
  await ada.page.goto(`/orders/${orderId}/chat`)
  const box = ada.page.getByRole('textbox', { name: 'Message' })
  await box.fill(hostile.join('\n'))
  await ada.page.reload()
  await expect.poll(() => box.inputValue(), { timeout: 15_000 }).toContain('<svg/onload')
  await isCalm(ada)
  await box.fill('')
})

test('the help page of Ada, the queue of staff and a hostile canned reply run nothing', async () => {
  await ada.page.goto('/help')
  await ada.page.getByRole('main').getByRole('link').first().waitFor()
  await ada.page.goto(`/help/${supportId}`)
  await log(ada)
    .getByText(hostile[0] ?? '', { exact: true })
    .first()
    .waitFor()
  await isCalm(ada)
  await grace.page.goto(`/support/${supportId}`)
  await log(grace)
    .getByText(hostile[0] ?? '', { exact: true })
    .first()
    .waitFor()
  const box = grace.page.getByRole('textbox', { name: 'Message' })
  await box.fill('/hostile')
  const choice = grace.page.getByRole('option', { name: /executed\("canned"\)/ })
  await choice.waitFor()
  await choice.click()
  await expect.poll(() => box.inputValue(), { timeout: 15_000 }).toContain('onerror=executed("canned body")')
  await grace.page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(ada).getByText('<img src=x onerror=executed("canned body")>').waitFor({ timeout: 30_000 })
  await isCalm(grace)
  await isCalm(ada)
  console.log(
    JSON.stringify({
      B6: { words: hostile.length, executed: executed.length, violations: violations.length },
    }),
  )
})

test('the net catches what it is for: a planted handler is a violation, and where no policy stands it runs', async () => {
  expect(ada.complaints.filter((line) => /content security policy|refused to/i.test(line))).toEqual([])
  // the browser does not even take the string for markup
  const plant = (body: string) => {
    const place = document.createElement('div')
    place.innerHTML = body
    document.body.append(place)
  }
  await expect(ada.page.evaluate(plant, hostile[1] ?? '')).rejects.toThrow(/TrustedHTML/)
  await expect.poll(() => violations.join(), { timeout: 15_000 }).toContain('require-trusted-types-for')
  // and where an element with a handler was made, the handler is refused
  await ada.page.evaluate(() => {
    const image = document.createElement('img')
    image.setAttribute('onerror', 'executed("handler")')
    image.src = '/nothing-there.png'
    document.body.append(image)
  })
  await expect.poll(() => violations.join(), { timeout: 15_000 }).toMatch(/script-src-attr|script-src/)
  // nor is code made of a string, nor a script fetched from elsewhere
  await expect(ada.page.evaluate(() => setTimeout('executed("timer")'))).rejects.toThrow(/TrustedScript/)
  await expect(
    ada.page.evaluate(() => {
      document.createElement('script').src = 'https://elsewhere.example/x.js'
    }),
  ).rejects.toThrow(/TrustedScriptURL/)
  expect(executed).toEqual([])
  const bare = await ada.context.newPage()
  await bare.setContent(hostile[1] ?? '')
  await expect.poll(() => executed, { timeout: 15_000 }).toEqual(['img'])
})
