import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStage } from './stage.ts'

// Takes the pictures of docs/live-operations.md from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-operations.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const stage = await openStage()
const grace = await stage.actor('Grace', 'staff', { viewport: wide })
const names = ['Sam', 'Pia', 'Luka', 'Noor', 'Femi', 'Ines']
const customers = await Promise.all(['Ada', 'Eve', 'Tom'].map((name) => stage.actor(name, 'customer')))
const partners = await Promise.all(names.map((name) => stage.actor(name, 'partner')))
await stage.sql.query(
  'begin; alter table public.orders disable trigger user; alter table public.location_shares disable trigger user',
)
await stage.sql.query(
  `with plan as (
     select gen_random_uuid() as id, n from generate_series(1, 64) n
   ), placed as (
     insert into public.orders (id, client_id, customer_id, partner_id, kind, status, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
     select id, gen_random_uuid(), ($1::uuid[])[1 + n % 3], ($2::uuid[])[1 + n % 6], (array['laundry', 'pharmacy', 'delivery', 'care'])[1 + n % 4]::public.order_kind,
       (array['accepted', 'picked_up', 'out_for_delivery', 'out_for_delivery'])[1 + n / 2 % 4]::public.order_status,
       'Main Street ' || n, 45.25 + n % 7 * 0.01, 13.6 + n % 5 * 0.02, 'Harbour Road ' || n, 45.27 + n % 6 * 0.008, 13.66 + n % 4 * 0.02
     from plan returning id, partner_id
   ), made as (
     select placed.id, placed.partner_id, plan.n from placed join plan using (id)
   ), shared as (
     insert into public.location_shares (order_id, partner_id, consent_version, status, changed_at)
     select id, partner_id, 'pictures', (case when n % 13 = 0 then 'paused' else 'sharing' end)::public.share_status, now() - interval '4 minutes' from made where n % 11 > 0
   )
   insert into public.last_locations (order_id, partner_id, recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, eta_at, eta_low_at, eta_high_at, eta_is_approximate, remaining_m)
   select id, partner_id, now() - case when n % 9 = 0 then interval '6 minutes' else interval '0' end, 45.235 + random() * 0.09, 13.57 + random() * 0.17, 8,
     case when n % 4 = 0 then 0 else 4 + n % 9 end, n * 37 % 360, 20 + n % 70,
     now() + make_interval(mins => (n % 20 - 2)::int), now() + make_interval(mins => (n % 20 - 4)::int), now() + make_interval(mins => (n % 20 - 1)::int), n % 3 = 0, 300 + n * 70
   from made where n % 11 > 0`,
  [customers.map(({ id }) => id), partners.map(({ id }) => id)],
)
await stage.sql.query(
  'alter table public.orders enable trigger user; alter table public.location_shares enable trigger user; commit',
)
await stage.signIn(grace)
const { page } = grace
async function picture(
  name: string,
  size: { width: number; height: number },
  scheme: 'light' | 'dark',
  isOpen = false,
) {
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize(size)
  await page.goto('/operations')
  await page.locator('canvas[data-shown]').waitFor()
  if (isOpen) await page.getByRole('list', { name: 'Orders under way' }).getByRole('link').nth(3).click()
  await pause(2500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
await picture('operations-wide', wide, 'light', true)
await picture('operations-wide-dark', wide, 'dark', true)
await picture('operations-phone', phone, 'light')
await picture('operations-phone-card', phone, 'dark', true)
await stage.close()
