import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import WebSocket from 'ws'
import type { Database } from '../../supabase/database.types.ts'
import { launchChromium } from './chromium.ts'

/** Somebody at a browser of their own, and the same person at the API. */
export type Actor = {
  name: string
  id: string
  email: string
  page: Page
  context: BrowserContext
  supabase: SupabaseClient<Database>
  /** What the page complained of: console errors, uncaught errors, refused by the content security policy. */
  complaints: string[]
}

const password = 'correct horse battery'

const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the browser tests with: npm test -- browser`)
  return value
}

/** A browser and the stack the tests run against. Every actor is a new person, so tests do not meet each other's rows. */
export async function openStage() {
  const browser: Browser = await launchChromium()
  const sql = new pg.Client({ connectionString: setting('SUPABASE_DB_URL') })
  await sql.connect()
  const appUrl = setting('APP_URL')
  const actors: Actor[] = []

  async function actor(
    name: string,
    role: 'customer' | 'partner' | 'staff',
    options: BrowserContextOptions = {},
  ): Promise<Actor> {
    const supabase = createClient<Database>(setting('SUPABASE_URL'), setting('SUPABASE_PUBLISHABLE_KEY'), {
      auth: { persistSession: false },
      realtime: { transport: WebSocket as never },
    })
    const email = `${name.toLowerCase()}.${crypto.randomUUID().slice(0, 8)}@example.com`
    const { data, error } = await supabase.auth.signUp({ email, password, options: { data: { name } } })
    if (error || !data.user) throw new Error(`${name} cannot sign up: ${error?.message}`)
    await sql.query('update public.profiles set role = $2 where id = $1', [data.user.id, role])
    const context = await browser.newContext({
      baseURL: appUrl,
      viewport: { width: 390, height: 844 },
      permissions: ['notifications', 'geolocation'],
      ...options,
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (fault) => complaints.push(String(fault)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`.trim())
    })
    const made = { name, id: data.user.id, email, page, context, supabase, complaints }
    actors.push(made)
    return made
  }

  async function signIn({ page, email }: Actor): Promise<void> {
    await page.goto('/')
    await page.getByRole('textbox', { name: 'Email' }).fill(email)
    await page.getByLabel('Password').first().fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: /^Notifications/ }).waitFor()
  }

  /** Places an order as the API does it; the browser tests of placing use the form. */
  async function placeOrder(customer: Actor, kind: 'pharmacy' | 'laundry' = 'pharmacy') {
    const { data, error } = await customer.supabase.rpc('place_order', {
      client_id: crypto.randomUUID(),
      kind,
      pickup_address: 'Pharmacy, Main Street 1',
      pickup_lat: 45.2735,
      pickup_lng: 13.7142,
      dropoff_address: 'Harbour Road 12',
      dropoff_lat: 45.2855,
      dropoff_lng: 13.7262,
    })
    if (error) throw error
    return data
  }

  return {
    appUrl,
    sandboxUrl: setting('SANDBOX_URL'),
    sql,
    actor,
    signIn,
    placeOrder,
    /** Leaves the last picture of each page in .cache/browser, for whoever wonders why a test failed. */
    async close() {
      for (const { name, page } of actors) {
        await page
          .screenshot({ path: `.cache/browser/${name}-${page.url().split('/').at(-1)}.png` })
          .catch(() => undefined)
      }
      await browser.close()
      await sql.end()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
