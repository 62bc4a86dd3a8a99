import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { countries, likelyCountry } from './countries.ts'

describe('the countries a person chooses from', () => {
  it('are those the server can read, with the same calling codes', () => {
    const ours = countries(['en']).map(({ code, callingCode }) => `${code} ${callingCode}`)
    expect(ours.sort()).toEqual(
      getCountries()
        .map((code) => `${code} ${getCountryCallingCode(code)}`)
        .sort(),
    )
  })

  it('have names, in the order of the reader', () => {
    const names = countries(['es']).map(({ name }) => name)
    expect(names).toContain('Alemania')
    expect(names.indexOf('Alemania')).toBeLessThan(names.indexOf('Francia'))
  })
})

describe('the country first shown', () => {
  it.each([
    [['en-GB', 'en'], 'GB'],
    [['en', 'de-AT'], 'AT'],
    [['ar'], 'EG'],
    [['es'], 'ES'],
    [['zh-Hant-TW'], 'TW'],
    [['en-001'], 'US'],
    [['not a language'], 'US'],
    [[], 'US'],
  ])('of %j is %s', (languages, country) => {
    expect(likelyCountry(languages)).toBe(country)
  })
})
