import { Hono } from 'hono'
import type { Env } from '../../answer.ts'
import { paper } from '../paper.ts'
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
    if (!prompt)
      return paper({ title: 'M-Pesa (sandbox)', lines: ['Nothing rings on this phone.'], choices: [] })
    return paper({
      title: 'M-Pesa (sandbox)',
      lines: [`Pay KES ${prompt.amount} for ${prompt.reference}?`],
      choices: [
        { value: 'paid', label: 'Enter the PIN and pay' },
        { value: 'wrong_pin', label: 'Enter a wrong PIN' },
        { value: 'no_money', label: 'Pay with too little money' },
        { value: 'cancelled', label: 'Cancel' },
        { value: 'unanswered', label: 'Let it ring out' },
      ],
    })
  })
  app.post('/payments/mpesa/phone/:phone', async (c) => {
    const prompt = newest(c.req.param('phone'))
    const ending = new URLSearchParams(await c.req.text()).get('outcome')
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
