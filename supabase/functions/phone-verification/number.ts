import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

// contacts copied from a phone often carry marks of direction around the number
const tidy = (typed: string) =>
  typed.normalize('NFKC').replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')

/**
 * A number as somebody typed it, in E.164; nothing when it cannot be one. `country` (ISO 3166, two letters) says how to
 * read a number without a country code. Whether anybody answers there is for Lookup to say: new ranges come every month.
 */
export function readNumber(typed: string, country: string | undefined): string | undefined {
  const home = country?.toUpperCase()
  const known = home && isSupportedCountry(home) ? (home as CountryCode) : undefined
  const number = parsePhoneNumberFromString(tidy(typed), known)
  return number?.isPossible() && !number.ext ? number.number : undefined
}

/** For answers and logs: enough for its owner to know it by. The same as private.mask_phone(). */
export const maskNumber = (e164: string): string => `${e164.slice(0, 3)}***${e164.slice(-3)}`

/** The digits of a code, also when they were typed as ٤٢ or ۴۲, or pasted with blanks and hyphens. */
export function readCode(typed: string): string | undefined {
  const digits = tidy(typed)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\s-]/g, '')
  return /^\d{4,10}$/.test(digits) ? digits : undefined
}
