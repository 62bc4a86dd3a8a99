import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStage } from './stage.ts'

// Takes the pictures of docs/email.md from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-mail.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const stage = await openStage()
const ada = await stage.actor('Ada', 'customer', { viewport: { width: 390, height: 560 } })

type Mail = { html: string; headers: Record<string, string> }

/** The mail about an order that was placed and taken back, in this language. */
async function mailIn(locale: string, already: number): Promise<Mail> {
  await ada.supabase.from('profiles').update({ locale }).eq('id', ada.id)
  const { id } = await stage.placeOrder(ada)
  await ada.supabase.rpc('advance_order', { order_id: id, to_status: 'cancelled' })
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(100)) {
    const response = await fetch(`${stage.sandboxUrl}/log?kind=mail&to=${encodeURIComponent(ada.email)}`)
    const { entries } = (await response.json()) as { entries: Mail[] }
    const mail = entries[already]
    if (mail) return mail
  }
  throw new Error('no mail came')
}
async function picture(name: string, scheme: 'light' | 'dark') {
  await ada.page.emulateMedia({ colorScheme: scheme })
  await ada.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

const english = await mailIn('en', 0)
await ada.page.setContent(english.html)
await picture('mail-phone', 'light')
await ada.page.setContent((await mailIn('ar', 1)).html)
await picture('mail-phone-dark', 'dark')
await ada.page.goto(english.headers['List-Unsubscribe']?.slice(1, -1) ?? '')
await picture('unsubscribe-phone', 'light')
await stage.close()
