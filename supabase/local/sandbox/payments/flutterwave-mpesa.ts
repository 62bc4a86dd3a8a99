import { Hono } from 'hono'
import type { Env } from '../answer.ts'
import type { Faults } from '../fault.ts'
import type { Pace } from '../pace.ts'
import type { PaymentCallbacks } from './callbacks.ts'
import type { FlutterwaveAccount } from './flutterwave/account.ts'
import { flutterwavePage } from './flutterwave/page.ts'
import { flutterwaveRoutes } from './flutterwave/routes.ts'
import { mpesaPage } from './mpesa/page.ts'
import { type MpesaAccount, mpesaRoutes } from './mpesa/routes.ts'

export type Accounts = { flutterwave: FlutterwaveAccount; mpesa: MpesaAccount }

/** Flutterwave and M-Pesa: `api` is what the functions ask, `pages` what people and tests do. */
export function flutterwaveAndMpesa(
  accounts: Accounts,
  o: { faults: Faults; pace: Pace; callbacks: PaymentCallbacks; origin: string },
): { api: Hono<Env>; pages: Hono<Env> } {
  const flutterwave = flutterwaveRoutes(accounts.flutterwave, o)
  const mpesa = mpesaRoutes(accounts.mpesa, o)
  const api = new Hono<Env>()
  api.route('/payments/flutterwave', flutterwave.app)
  api.route('/payments/mpesa', mpesa.app)
  const pages = new Hono<Env>()
  pages.route('/', flutterwavePage(flutterwave))
  pages.route('/', mpesaPage(mpesa))
  return { api, pages }
}
