import { Hono } from 'hono'
import { answer, type Env } from '../answer.ts'
import { type Faults, faultEffect } from '../fault.ts'
import { type Account, turnAway } from './door.ts'
import { type LineType, magicOf } from './magic-numbers.ts'
import { isE164 } from './message-input.ts'

// Enough to show a country; a number from elsewhere has none.
const countries: [prefix: string, country: string][] = [
  ['1', 'US'],
  ['33', 'FR'],
  ['34', 'ES'],
  ['39', 'IT'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['91', 'IN'],
  ['234', 'NG'],
  ['254', 'KE'],
  ['255', 'TZ'],
  ['351', 'PT'],
  ['353', 'IE'],
  ['971', 'AE'],
]

/** `lookups.twilio.com/v2/PhoneNumbers/{number}`: everything is a mobile but the magic numbers. */
export function lookupRoutes(account: Account, faults: Faults): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/v2/PhoneNumbers/:number', async (c) => {
    const number = c.req.param('number')
    const effect = faultEffect(faults.take('lookup', number), account.pace.delayMs) ?? {}
    if (effect.isKept === false) return turnAway(c, account, 'lookup', number, effect)
    const fields = (c.req.query('Fields') ?? '').split(',')
    return answer(
      c,
      Response.json(resource(number, fields.includes('line_type_intelligence'))),
      effect,
      account.pace,
    )
  })
  return app
}

function resource(number: string, isLineAsked: boolean) {
  const line = magicOf(number)?.line ?? 'mobile'
  const isValid = isE164(number) && line !== 'invalid'
  const [prefix, country] = countries.find(([p]) => number.startsWith(`+${p}`)) ?? [null, null]
  return {
    calling_country_code: isValid ? prefix : null,
    country_code: isValid ? country : null,
    phone_number: number,
    national_format: isValid ? number.slice(1 + (prefix?.length ?? 0)) : null,
    valid: isValid,
    validation_errors: isValid ? [] : [validationError(number)],
    line_type_intelligence: isLineAsked && isValid ? lineType(line) : null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${number}`,
  }
}

function lineType(type: LineType) {
  const carrier_name = type === 'mobile' ? 'Sandbox Mobile' : 'Sandbox Telecom'
  const mobile = type === 'mobile' ? { mobile_country_code: '234', mobile_network_code: '99' } : null
  return {
    mobile_country_code: null,
    mobile_network_code: null,
    ...mobile,
    carrier_name,
    type,
    error_code: null,
  }
}

function validationError(number: string): string {
  if (!/^\+?\d+$/.test(number)) return 'NOT_A_NUMBER'
  if (number.length < 9) return 'TOO_SHORT'
  return number.length > 16 ? 'TOO_LONG' : 'INVALID_BUT_POSSIBLE'
}
