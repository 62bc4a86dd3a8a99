import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { backdateConsent } from '../../supabase/demo/consent.ts'
import { parseGpx } from '../../supabase/demo/trace.ts'
import { openStage } from './stage.ts'

// Takes the pictures of the docs from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const trace = parseGpx(
  readFileSync(new URL('../../supabase/demo/car-visnjan.gpx', import.meta.url), 'utf8'),
).slice(0, 60)
const stage = await openStage()
const wide = { viewport: { width: 1280, height: 800 } }
const ada = await stage.actor('Ada', 'customer', wide)
const sam = await stage.actor('Sam', 'partner')
const order = await stage.placeOrder(ada)
const as = sam.supabase
await as.rpc('accept_order', { order_id: order.id })
const { data: room } = await as.from('rooms').select('id').eq('order_id', order.id).single()
const say = (actor: typeof ada, body: string) =>
  actor.supabase.rpc('send_message', { room_id: room?.id ?? '', client_id: crypto.randomUUID(), body })
await say(ada, 'Hello Sam, the bell is broken, please knock.')
await say(sam, 'Will do. I am at the pharmacy now.')
await as.rpc('start_sharing', { order_id: order.id, consent_version: 'pictures' })
for (const to_status of ['picked_up', 'out_for_delivery'] as const)
  await as.rpc('advance_order', { order_id: order.id, to_status })
await say(sam, 'On my way, about eight minutes.')
await say(ada, 'I see you on the map')
const end = trace.at(-1)?.offset_s ?? 0
const began = Date.now() - end * 1000
await backdateConsent(process.env.SUPABASE_DB_URL ?? '', order.id, began)
await as.rpc('ingest_locations', {
  order_id: order.id,
  points: trace.map(({ offset_s, ...where }) => ({
    client_id: crypto.randomUUID(),
    recorded_at: new Date(began + offset_s * 1000).toISOString(),
    accuracy_m: 8,
    ...where,
  })),
})

await stage.signIn(ada)
const picture = async (
  name: string,
  path: string,
  size: { width: number; height: number },
  scheme: 'light' | 'dark',
) => {
  await ada.page.emulateMedia({ colorScheme: scheme })
  await ada.page.setViewportSize(size)
  await ada.page.goto(path)
  await pause(2500)
  await ada.page.screenshot({ path: join(folder, `${name}.png`) })
}
const phone = { width: 390, height: 844 }
await picture('order-wide', `/orders/${order.id}`, wide.viewport, 'light')
await picture('order-wide-dark', `/orders/${order.id}`, wide.viewport, 'dark')
await picture('order-phone', `/orders/${order.id}`, phone, 'light')
await picture('chat-phone-dark', `/orders/${order.id}/chat`, phone, 'dark')
await picture('notifications-phone', '/notifications', phone, 'light')
await ada.supabase.rpc('set_quiet_hours', { is_enabled: true, starts: '22:00', ends: '07:00' })
await picture('settings-phone', '/settings', phone, 'light')
await picture('settings-phone-devices', '/settings#phone', phone, 'light')
await picture('settings-wide-dark', '/settings', { width: 1280, height: 1400 }, 'dark')
await ada.page.goto(stage.sandboxUrl)
await picture('sandbox', stage.sandboxUrl, wide.viewport, 'light')

// staff tell many people one thing: being written, and on its way to more people than a page holds
const grace = await stage.actor('Grace', 'staff', wide)
await stage.signIn(grace)
await stage.sql.query(
  `insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
   select gen_random_uuid(), 'crowd' || n || '.' || gen_random_uuid() || '@example.com', now(), jsonb_build_object('name', (array['Amina', 'Ben', 'Chloé', 'Diego', 'Elif', 'Farid'])[1 + n % 6]) from generate_series(1, 1200) n`,
)
await stage.sql.query('update private.settings set announcement_page = 25, announcement_people_per_s = 100')
await grace.page.goto('/announcements')
await grace.page.getByRole('button', { name: 'New announcement' }).click()
await grace.page.getByLabel('Title').fill('New opening hours from Monday')
await grace.page
  .getByLabel('Text', { exact: true })
  .fill('From Monday we are open until nine in the evening, also on Saturdays.')
await grace.page.getByLabel('Words on the button').fill('See our hours')
await grace.page.getByRole('radio', { name: 'By role' }).check()
await grace.page.getByText(/people, .* reachable/).waitFor()
await pause(1500)
await grace.page.setViewportSize({ width: 1280, height: 1380 })
await grace.page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
await grace.page.screenshot({ path: join(folder, 'announcement-composer.png') })
await grace.page.setViewportSize(phone)
await grace.page.getByRole('button', { name: 'Send …' }).click()
await grace.page
  .getByRole('dialog')
  .getByRole('button', { name: /^Send to/ })
  .click()
await pause(12_000)
await grace.page.screenshot({ path: join(folder, 'announcement-phone.png') })
await stage.sql.query(
  'update private.settings set announcement_page = default, announcement_people_per_s = default',
)
await stage.close()
