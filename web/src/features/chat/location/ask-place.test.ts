import { describe, expect, it } from 'vitest'
import { accuracyWords, askPlace } from './ask-place.ts'

type Device = Pick<Geolocation, 'getCurrentPosition'>
const device = (answer: Device['getCurrentPosition']) => ({ getCurrentPosition: answer }) as Geolocation

describe('the place a person sends', () => {
  it('is where the device is, to a hand, with how exact that is in metres', async () => {
    const here = device((found) =>
      found({
        coords: { latitude: 45.27351234567, longitude: 13.7142, accuracy: 11.6 },
      } as GeolocationPosition),
    )
    const place = { lat: 45.273512, lng: 13.7142, accuracy_m: 12 }
    expect(await askPlace(here)).toEqual({ kind: 'found', place })
  })

  it.each([
    [1, /does not let Orderline/],
    [2, /cannot tell where it is/],
    [3, /took too long/],
    [9, /could not be found/],
  ])('is not sent when the device says no (%i), and the person reads why', async (code, words) => {
    const answer = await askPlace(device((_found, failed) => failed?.({ code } as GeolocationPositionError)))
    expect(answer).toMatchObject({ kind: 'failed', why: expect.stringMatching(words) })
  })

  it('is not asked of a browser that has no location', async () => {
    expect(await askPlace(undefined)).toMatchObject({ kind: 'failed' })
  })

  it.each([
    [0.2, 'Accurate to 1 m', false],
    [12.4, 'Accurate to 12 m', false],
    [201, 'Accurate to 201 m', true],
    [1500, 'Accurate to 1.5 km', true],
    [25_000, 'Accurate to 25 km', true],
  ])('within %d m reads "%s"', (metres, text, isRough) => {
    expect(accuracyWords(metres)).toEqual({ text, isRough })
  })
})
