import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ahead, bookAhead, given, openCare } from './care.ts'
import { openStage } from './stage.ts'

// Takes the pictures of docs/bookings.md from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-bookings.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const timezoneId = 'Europe/Berlin'
const stage = await openStage()
const person = (name: string, role: 'customer' | 'partner') => stage.actor(name, role, { timezoneId })
const ada = await person('Ada', 'customer')
const eve = await person('Eve', 'customer')
const sam = await person('Sam', 'partner')
const tom = await person('Tom', 'partner')
const grace = await stage.actor('Grace', 'staff', { timezoneId, viewport: { width: 1280, height: 860 } })

const { service } = await openCare(grace, sam)
await given(
  grace.supabase.rpc('save_service', { key: service, label: 'Home care', duration_min: 60, settings: {} }),
)
const { carer } = await openCare(grace, tom)
await given(
  grace.supabase.rpc('save_resource', {
    ...{ id: carer, kind: 'carer', name: 'Tom', service_keys: [service] },
    ...{ time_zone: timezoneId, partner_id: tom.id },
  }),
)
const mine = await bookAhead(ada, service, 3)
await bookAhead(eve, service, 3)
const at = ahead(3, 11).at.toISOString()
for (const who of [ada, eve])
  await given(
    who.supabase.rpc('book', { client_id: crypto.randomUUID(), service_key: service, starts_at: at }),
  )

async function picture(of: typeof ada, name: string) {
  await of.page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  await pause(700)
  await of.page.screenshot({ path: join(folder, `${name}.png`) })
}

await stage.signIn(ada)
await ada.page.goto(`/bookings/new?service=${service}`)
await ada.page.locator(`[data-day="${ahead(3, 9).day}"]`).click()
await picture(ada, 'booking-when-phone')
await ada.page.goto(`/bookings/${mine.id}`)
await ada.page.getByRole('button', { name: 'Move', exact: true }).waitFor()
await picture(ada, 'booking-one-phone')

await stage.signIn(grace)
await grace.page.goto('/bookings')
await grace.page.getByLabel('Day', { exact: true }).fill(ahead(3, 9).day)
await grace.page.getByRole('link').filter({ hasText: 'Eve' }).first().waitFor()
await picture(grace, 'booking-day-wide')
await stage.close()
