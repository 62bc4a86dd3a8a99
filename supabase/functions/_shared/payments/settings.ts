import { readEnv } from '../env.ts'
import { mpesaCallbackUrl } from './mpesa-address.ts'

type Get = (name: string) => string | undefined

/** Of Flutterwave's two all or none. */
export function readFlutterwave(get: Get) {
  const keys = allOrNone(get, ['FLUTTERWAVE_SECRET_KEY', 'FLUTTERWAVE_SECRET_HASH'])
  return (
    keys && {
      secretKey: keys.FLUTTERWAVE_SECRET_KEY,
      secretHash: keys.FLUTTERWAVE_SECRET_HASH,
      ...named('apiBase', get('FLUTTERWAVE_API_BASE')),
    }
  )
}

/** Of M-Pesa's four all or none; with them, what its callbacks are known by. */
export function readMpesa(get: Get) {
  const names = ['MPESA_CONSUMER_KEY', 'MPESA_CONSUMER_SECRET', 'MPESA_SHORTCODE', 'MPESA_PASSKEY'] as const
  const keys = allOrNone(get, names)
  if (!keys) return undefined
  const { LINK_SECRET, PUBLIC_FUNCTIONS_URL } = readEnv(get, ['LINK_SECRET', 'PUBLIC_FUNCTIONS_URL'])
  return {
    consumerKey: keys.MPESA_CONSUMER_KEY,
    consumerSecret: keys.MPESA_CONSUMER_SECRET,
    shortcode: keys.MPESA_SHORTCODE,
    passkey: keys.MPESA_PASSKEY,
    ...named('initiator', get('MPESA_INITIATOR')),
    ...named('securityCredential', get('MPESA_SECURITY_CREDENTIAL')),
    ...named('apiBase', get('MPESA_API_BASE')),
    callbackUrl: mpesaCallbackUrl(LINK_SECRET, PUBLIC_FUNCTIONS_URL),
  }
}

function allOrNone<const Name extends string>(get: Get, names: readonly Name[]) {
  return names.some((name) => get(name)) ? readEnv(get, names) : undefined
}

const named = <Name extends string>(name: Name, value: string | undefined) =>
  (value ? { [name]: value } : {}) as { [key in Name]?: string }
