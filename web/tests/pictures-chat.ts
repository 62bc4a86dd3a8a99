import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Actor, openStage } from './stage.ts'

// Takes the pictures of chat and support from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-chat.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const stage = await openStage()
const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const ada = await stage.actor('Ada', 'customer')
const sam = await stage.actor('Sam', 'partner')
const grace = await stage.actor('Grace', 'staff', { viewport: wide })

async function picture(
  { page }: Actor,
  name: string,
  size: { width: number; height: number },
): Promise<void> {
  await page.setViewportSize(size)
  await pause(2000)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
async function say(actor: Actor, room_id: string, body: string, more: object = {}) {
  const { data, error } = await actor.supabase.rpc('send_message', {
    ...{ room_id, client_id: crypto.randomUUID(), body },
    ...more,
  })
  if (error) throw error
  return data
}

// a room: an answer, reactions, a file, a thread
const order = await stage.placeOrder(ada)
await sam.supabase.rpc('accept_order', { order_id: order.id })
const { data: room } = await sam.supabase.from('rooms').select('id').eq('order_id', order.id).single()
const roomId = room?.id ?? ''
await say(ada, roomId, 'Hello Sam, the bell is broken, please knock.')
const asked = await say(sam, roomId, 'Will do. Is the green door yours?')
await say(ada, roomId, 'Yes, the green one, second floor.', { reply_to: asked.id })
const root = await say(sam, roomId, 'They have only the large pack. Shall I take it?')
await say(ada, roomId, 'What does it cost?', { thread_root: root.id })
await say(sam, roomId, '14.20, two more than the small one.', { thread_root: root.id })
await say(ada, roomId, 'Fine, take it.', { thread_root: root.id })
await ada.supabase.rpc('react', { message_id: root.id, emoji: '👍' })
await sam.supabase.rpc('react', { message_id: root.id, emoji: '🙏' })
await stage.signIn(ada)
await ada.page.goto(`/orders/${order.id}/chat`)
await ada.page.getByLabel('Files', { exact: true }).setInputFiles({
  name: 'Prescription.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
})
await ada.page.getByRole('list', { name: 'Attached files' }).waitFor()
await ada.page.getByRole('textbox', { name: 'Message' }).fill('Here is the prescription.')
await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
await ada.page.getByRole('button', { name: 'Open Prescription.pdf' }).waitFor()
await picture(ada, 'room-phone', phone)
await ada.page.getByRole('button', { name: /3 replies/ }).click()
await picture(ada, 'thread-phone', phone)

// the search, over two conversations
const second = await stage.placeOrder(ada)
await sam.supabase.rpc('accept_order', { order_id: second.id })
const { data: other } = await sam.supabase.from('rooms').select('id').eq('order_id', second.id).single()
await say(
  sam,
  other?.id ?? '',
  'The pharmacy had the green tea only in the large pack, so I took two small ones.',
)
await say(ada, other?.id ?? '', 'Green is fine, thank you.')
await ada.page.goto('/messages')
await ada.page.getByRole('searchbox', { name: 'Search people and messages' }).fill('green')
await ada.page.getByRole('list', { name: 'Found messages' }).getByRole('link').nth(2).waitFor()
await picture(ada, 'search-phone', phone)

// support: the queue, a conversation with a note, the order and the person
for (const [name, subject, body] of [
  ['Ben', 'Invoice for the company', 'Can I have the invoice with our tax number?'],
  ['Chloé', 'Change of address', 'We move on Friday, where do I say so?'],
] as const) {
  const one = await stage.actor(name, 'customer')
  await one.supabase.rpc('open_support', { subject, body, client_id: crypto.randomUUID() })
}
const { data: opened, error } = await ada.supabase.rpc('open_support', {
  ...{ subject: 'A box is missing', body: 'The small box was not in the bag. Could you look?' },
  ...{ client_id: crypto.randomUUID(), order_id: order.id },
})
if (error) throw error
const as = grace.supabase
await as.rpc('assign_ticket', { room_id: opened.id, user_id: grace.id })
await as.rpc('set_priority', { room_id: opened.id, priority: 'high' })
const { data: notes } = await as.rpc('notes_room', { room_id: opened.id })
await say(grace, opened.id, 'Hello Ada, I am asking the pharmacy and come back to you.')
await say(grace, notes ?? '', 'The pharmacy still has it on the counter. Sam passes there at five.')
await say(ada, opened.id, 'Thank you! Somebody is at home until eight.')
await stage.signIn(grace)
await grace.page.goto(`/support/${opened.id}`)
await grace.page.getByRole('note', { name: /^Internal note/ }).waitFor()
await picture(grace, 'support-wide', wide)
await ada.page.goto(`/help/${opened.id}`)
await ada.page.getByText('Somebody is at home until eight').waitFor()
await as.rpc('resolve_ticket', { room_id: opened.id })
await ada.page.getByText(/This request is resolved/).waitFor()
await picture(ada, 'support-rating-phone', phone)
await stage.close()
