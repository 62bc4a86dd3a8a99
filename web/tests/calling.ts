import { type Actor, openStage } from './stage.ts'

export const soon = { timeout: 30_000 }
const camera = { permissions: ['camera', 'microphone', 'notifications'] }

export type CallRow = { id: string; status: string; end_reason: string | null; duration_s: number | null }

/** Ada with an order that Sam carries out, both signed in, with cameras that show a moving picture. */
export async function openCalling() {
  const stage = await openStage()
  const ada = await stage.actor('Ada', 'customer', camera)
  const sam = await stage.actor('Sam', 'partner', { ...camera, viewport: { width: 1280, height: 800 } })
  const { id: orderId } = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const { rows } = await stage.sql.query<{ id: string }>('select id from public.rooms where order_id = $1', [
    orderId,
  ])
  const roomId = rows[0]?.id ?? ''
  await stage.signIn(ada)
  await stage.signIn(sam)
  await ada.page.goto(`/orders/${orderId}`)

  const dialog = ({ page }: Actor, name: string | RegExp) => page.getByRole('dialog', { name })
  const newest = async () => {
    const found = await stage.sql.query<CallRow>(
      'select id, status, end_reason, duration_s from public.calls where room_id = $1 order by created_at desc limit 1',
      [roomId],
    )
    return found.rows[0]
  }
  return {
    stage,
    ada,
    sam,
    orderId,
    roomId,
    dialog,
    newest,
    statusOf: async () => (await newest())?.status,
    /** Sam at one more browser; `prepare` is done before he signs in there. */
    async another(prepare: (actor: Actor) => Promise<void> = async () => {}): Promise<Actor> {
      const desk = { ...(await stage.actor('Sam', 'partner', camera)), id: sam.id, email: sam.email }
      await prepare(desk)
      await stage.signIn(desk)
      return desk
    },
    /** Ada calls Sam from the page of her order, as she would: a look at herself first. */
    async ring() {
      await ada.page.getByRole('button', { name: 'Video call with Sam' }).click(soon)
      await dialog(ada, 'Call Sam?').getByRole('button', { name: 'Call now' }).click(soon)
      await dialog(ada, 'Calling Sam').waitFor(soon)
    },
    /** No test waits for a time to run out but the one that is about it. */
    lasts: ({ ring = 60, call = 600 }) =>
      stage.sql.query(
        "update public.call_kinds set ring_seconds = $1, max_seconds = $2, connect_seconds = 60 where key = 'order'",
        [ring, call],
      ),
  }
}
