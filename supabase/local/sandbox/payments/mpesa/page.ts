import { Hono } from 'hono'
import type { Env } from '../../answer.ts'
import { checkoutPage } from '../checkout-page.ts'
import type { mpesaRoutes } from './routes.ts'

/**
 * The phones M-Pesa rings: `/payments/mpesa/phone/<2547…>` shows the newest prompt of a number to a person; `GET
 * /payments/mpesa/prompts` and `POST /payments/mpesa/deeds/<checkout id>` are for tests.
 */
export function mpesaPage(provider: ReturnType<typeof mpesaRoutes>): Hono<Env> {
  const app = new Hono<Env>()
  const newest = (phone: string) => provider.ringing().find((prompt) => prompt?.phone === phone)
  app.get('/payments/mpesa/phone/:phone', (c) => {
    const prompt = newest(c.req.param('phone'))
    const phone = { provider: 'M-Pesa', colour: '#3a8f3a' }
    if (!prompt)
      return checkoutPage({ ...phone, what: 'Nothing rings on this phone.', amount: '–', choices: [] })
    return checkoutPage({
      ...phone,
      what: prompt.reference,
      amount: `KES ${prompt.amount}`,
      choices: [
        { action: 'paid', label: 'Enter the PIN and pay', isMain: true },
        { action: 'wrong_pin', label: 'Enter a wrong PIN' },
        { action: 'no_money', label: 'Pay with too little money' },
        { action: 'cancelled', label: 'Cancel' },
        { action: 'unanswered', label: 'Let it ring out' },
      ],
    })
  })
  app.post('/payments/mpesa/phone/:phone', async (c) => {
    const prompt = newest(c.req.param('phone'))
    const ending = new URLSearchParams(await c.req.text()).get('action')
    if (prompt) provider.deeds(prompt.checkoutId, { ending })
    return c.redirect(c.req.path, 303)
  })
  app.get('/payments/mpesa/prompts', (c) => c.json({ prompts: provider.ringing() }))
  app.post('/payments/mpesa/deeds/:id', async (c) => {
    const prompt = provider.deeds(c.req.param('id'), await c.req.json().catch(() => null))
    return prompt
      ? c.json(prompt, 201)
      : c.json({ code: 'invalid', message: 'no such prompt, or it ended' }, 422)
  })
  return app
}
