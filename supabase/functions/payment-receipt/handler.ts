import * as v from 'valibot'
import type { Client, Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { drawReceipt } from './paper.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  /** Puts a page where its customer may open it; again over the one that is there. Throws. */
  store(path: string, page: Uint8Array): Promise<void>
  /** Name and address, a line each. */
  company: string | undefined
  background(work: Promise<void>): void
  log: Log
}

const claimed = v.object({
  id: v.string(),
  tries: v.number(),
  order_id: v.string(),
  kind: v.picklist(['receipt', 'credit_note']),
  number: v.string(),
  receipt_number: v.nullable(v.string()),
  issued_at: v.string(),
  order_number: v.string(),
  customer_name: v.nullable(v.string()),
  amount_minor: v.number(),
  currency: v.string(),
  provider: v.string(),
  method: v.nullable(v.string()),
  reference: v.string(),
  locale: v.string(),
  time_zone: v.string(),
})

const batch = 10

/** Answers knocks: draws the receipts and credit notes that wait, one after the other, until there are none. */
export function paymentReceipt(o: Dependencies): Handle {
  const work = async () => {
    for (;;) {
      const due = v.parse(v.array(claimed), await o.rpc('claim_receipts', { batch }))
      for (const one of due) await make(one, o)
      if (due.length < batch) return
    }
  }
  return answerKnocks({ secret: o.webhookSecret, work, background: o.background, log: o.log })
}

async function make(one: v.InferOutput<typeof claimed>, { rpc, store, company, log }: Dependencies) {
  const path = `${one.order_id}/${one.number}.pdf`
  try {
    const page = await drawReceipt(
      {
        kind: one.kind,
        number: one.number,
        receiptNumber: one.receipt_number,
        issuedAt: one.issued_at,
        orderNumber: one.order_number,
        customerName: one.customer_name,
        amountMinor: one.amount_minor,
        currency: one.currency,
        provider: one.provider,
        method: one.method,
        reference: one.reference,
        locale: one.locale,
        timeZone: one.time_zone,
      },
      company,
    )
    await store(path, page)
    await rpc('settle_receipt', { receipt_id: one.id, tries: one.tries, path })
  } catch (cause) {
    // its lease ends, and it comes again
    log(`receipt ${one.number} not made: ${cause}`)
  }
}

export const openReceipts = ({ storage }: Client): Dependencies['store'] => {
  return async (path, page) => {
    // as long as a signed URL lives: a page that was made anew must not linger in a cache
    const options = { contentType: 'application/pdf', upsert: true, cacheControl: '60' }
    const { error } = await storage.from('receipts').upload(path, page, options)
    if (error) throw error
  }
}
