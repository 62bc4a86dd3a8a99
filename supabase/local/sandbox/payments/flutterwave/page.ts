import { Hono } from 'hono'
import type { Env } from '../../answer.ts'
import { checkoutPage } from '../checkout-page.ts'
import type { flutterwaveRoutes } from './routes.ts'

const outcomes: Record<string, 'successful' | 'failed'> = { pay: 'successful', decline: 'failed' }

/** The hosted page, for a person with a browser. `POST /payments/flutterwave/deeds/<tx_ref>` does the same with more choice. */
export function flutterwavePage(provider: ReturnType<typeof flutterwaveRoutes>): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/payments/flutterwave/pay/:ref', (c) => {
    const charge = provider.charge(c.req.param('ref'))
    if (!charge) return c.notFound()
    return checkoutPage({
      provider: 'Flutterwave',
      colour: '#f5a623',
      what: charge.email,
      amount: `${charge.amount} ${charge.currency}`,
      choices: [
        { action: 'pay', label: 'Pay', isMain: true },
        { action: 'decline', label: 'Pay with a card that is declined' },
        { action: 'cancel', label: 'Cancel' },
      ],
    })
  })
  app.post('/payments/flutterwave/pay/:ref', async (c) => {
    const ref = c.req.param('ref')
    const outcome = outcomes[new URLSearchParams(await c.req.text()).get('action') ?? '']
    const charge = provider.charge(ref)
    if (!charge) return c.notFound()
    const done = outcome && (await provider.deeds(ref, { outcome }))
    const back = new URL(charge.redirect_url)
    back.searchParams.set('status', 'cancelled')
    back.searchParams.set('tx_ref', ref)
    return c.redirect(done?.redirect ?? back.href, 303)
  })
  app.post('/payments/flutterwave/deeds/:ref', async (c) => {
    const done = await provider.deeds(c.req.param('ref'), await c.req.json().catch(() => null))
    return done
      ? c.json(done, 201)
      : c.json({ code: 'invalid', message: 'no such payment, or no such deed' }, 422)
  })
  return app
}
