import { flutterwave } from './flutterwave.ts'
import { mpesa } from './mpesa.ts'
import { paypalProvider } from './paypal.ts'
import { openPaypal, readPaypal } from './paypal-api.ts'
import type { PaymentProvider, ProviderName } from './provider.ts'
import { readFlutterwave, readMpesa } from './settings.ts'
import { stripeClient, stripeProvider } from './stripe.ts'

type Get = (name: string) => string | undefined
export type Providers = Partial<Record<ProviderName, PaymentProvider>>

/** Those that have their keys; one without is not offered, which is no fault. Of several keys all or none: half of them stops the start. */
export function readProviders(get: Get): Providers {
  const providers: Providers = {}
  const stripeKey = get('STRIPE_SECRET_KEY')
  if (stripeKey) {
    providers.stripe = stripeProvider(
      stripeClient({ secretKey: stripeKey, ...named('apiBase', get('STRIPE_API_BASE')) }),
    )
  }
  const paypal = readPaypal(get)
  if (paypal) providers.paypal = paypalProvider(openPaypal(paypal))
  const african = readFlutterwave(get)
  if (african) providers.flutterwave = flutterwave(african)
  const daraja = readMpesa(get)
  if (daraja) providers.mpesa = mpesa(daraja)
  return providers
}

const named = <Name extends string>(name: Name, value: string | undefined) =>
  (value ? { [name]: value } : {}) as { [key in Name]?: string }
