import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox } from '../testing.ts'

let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box.stop())

const lookUp = (number: string, fields?: string) =>
  box.client.lookups.v2.phoneNumbers(number).fetch({ fields })

test.each([
  ['+447700900001', 'mobile', 'Sandbox Mobile'],
  ['+447700900180', 'landline', 'Sandbox Telecom'],
  ['+447700900181', 'nonFixedVoip', 'Sandbox Telecom'],
])('%s is a %s line', async (number, type, carrierName) => {
  const found = await lookUp(number, 'line_type_intelligence')
  expect(found).toMatchObject({
    phoneNumber: number,
    valid: true,
    countryCode: 'GB',
    callingCountryCode: '44',
  })
  expect(found.lineTypeIntelligence).toMatchObject({ type, carrierName })
})

test('the line type is not told to whoever does not ask for it', async () => {
  expect((await lookUp('+447700900001')).lineTypeIntelligence).toBeNull()
})

test.each([
  ['+44', 'TOO_SHORT'],
  ['+447700900182', 'INVALID_BUT_POSSIBLE'],
  ['ada', 'NOT_A_NUMBER'],
])('%s is not a valid number: %s', async (number, reason) => {
  const found = await lookUp(number, 'line_type_intelligence')
  expect(found).toMatchObject({ valid: false, validationErrors: [reason] })
})
