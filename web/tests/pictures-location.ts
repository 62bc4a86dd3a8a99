import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { driveAt, giveRoad, orderOnTheDrive, sendPositions, setOff, trace, withoutRouter } from './drive.ts'
import { type Actor, openStage } from './stage.ts'

// Takes the pictures of the maps from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-location.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const stage = await openStage()
const withRouter = await withoutRouter(stage)
const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const ada = await stage.actor('Ada', 'customer')
const sam = await stage.actor('Sam', 'partner')
const grace = await stage.actor('Grace', 'staff', { viewport: wide })

async function picture({ page }: Actor, name: string, size: typeof wide): Promise<void> {
  await page.setViewportSize(size)
  await pause(2_500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
/** An order under way, with what the phone recorded of the drive up to a second of it, which is now. */
async function driven(toS: number): Promise<string> {
  const order = await orderOnTheDrive(stage, ada, sam)
  await setOff(sam, order.id)
  const road = trace.filter((fix) => fix.offset_s <= 214)
  await giveRoad(stage, order.id, road)
  const seconds = Array.from({ length: toS / 2 + 1 }, (_, i) => i * 2)
  const fixes = seconds.map((second) => ({ ...driveAt(second), secondsAgo: toS - second }))
  for (let i = 0; i < fixes.length; i += 50) await sendPositions(sam, order.id, fixes.slice(i, i + 50))
  return order.id
}

const done = await driven(214)
await sam.supabase.rpc('advance_order', { order_id: done, to_status: 'delivered' })
await stage.signIn(grace)
await grace.page.goto(`/orders/${done}/replay`)
const slider = grace.page.getByRole('slider', { name: 'Moment of the drive' })
await slider.waitFor()
await slider.focus()
await grace.page.keyboard.press('End')
for (const _ of [1, 2]) await grace.page.keyboard.press('Shift+ArrowLeft')
await grace.page.getByRole('button', { name: 'Play' }).focus()
await picture(grace, 'map-replay-wide', wide)
await picture(grace, 'map-replay-phone', phone)

const orderId = await driven(112)
await Promise.all([stage.signIn(ada), stage.signIn(sam)])
for (const [actor, name] of [
  [ada, 'customer'],
  [grace, 'staff'],
  [sam, 'partner'],
] as const) {
  // he comes back to the page each time with a position of now, so that each picture is of a fresh one
  await sendPositions(sam, orderId, [driveAt(112)])
  await actor.page.goto(`/orders/${orderId}`)
  await actor.page.getByRole('img', { name: /^Sam's position/ }).waitFor({ state: 'attached' })
  await picture(actor, `map-${name}-phone`, phone)
  await picture(actor, `map-${name}-wide`, wide)
}
await ada.page.emulateMedia({ colorScheme: 'dark' })
await sendPositions(sam, orderId, [driveAt(112)])
await picture(ada, 'map-customer-dark-phone', phone)

await withRouter()
await stage.close()
