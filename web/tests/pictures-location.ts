import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { driveAt, giveRoad, orderOnTheDrive, sendPositions, setOff, trace, withoutRouter } from './drive.ts'
import { type Actor, openStage } from './stage.ts'

// Takes the pictures of the maps from a running stack: eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-location.ts
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
const order = await orderOnTheDrive(stage, ada, sam)
await setOff(sam, order.id)

/** What the phone recorded between two seconds of the drive, so that it ends now. */
async function drive(from: number, to: number): Promise<void> {
  const seconds = Array.from({ length: (to - from) / 2 + 1 }, (_, i) => from + i * 2)
  const fixes = seconds.map((second) => ({ ...driveAt(second), secondsAgo: to - second }))
  for (let i = 0; i < fixes.length; i += 50) await sendPositions(sam, order.id, fixes.slice(i, i + 50))
}
await giveRoad(
  stage,
  order.id,
  trace.filter((fix) => fix.offset_s <= 214),
)
await drive(0, 112)
for (const [actor, name] of [
  [ada, 'customer'],
  [grace, 'staff'],
  [sam, 'partner'],
] as const) {
  await stage.signIn(actor)
  // he comes back to the page each time with a position of now, so that each picture is of a fresh one
  await sendPositions(sam, order.id, [driveAt(112)])
  await actor.page.goto(`/orders/${order.id}`)
  await actor.page.getByRole('img', { name: /^Sam's position/ }).waitFor({ state: 'attached' })
  await picture(actor, `map-${name}-phone`, phone)
  await picture(actor, `map-${name}-wide`, wide)
}
await ada.page.emulateMedia({ colorScheme: 'dark' })
await sendPositions(sam, order.id, [driveAt(112)])
await picture(ada, 'map-customer-dark-phone', phone)

await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'delivered' })
await grace.page.goto(`/orders/${order.id}/replay`)
const slider = grace.page.getByRole('slider', { name: 'Moment of the drive' })
await slider.waitFor()
await slider.focus()
await grace.page.keyboard.press('End')
for (let n = 0; n < 5; n++) await grace.page.keyboard.press('ArrowLeft')
await picture(grace, 'map-replay-wide', wide)
await picture(grace, 'map-replay-phone', phone)
await withRouter()
await stage.close()
