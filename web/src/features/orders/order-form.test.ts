import { expect, test } from 'vitest'
import { defaultPlaces, readOrderForm } from './order-form.ts'

const points = { pickup: { lat: 45.27, lng: 13.71 }, dropoff: { lat: 45.28, lng: 13.72 } }
function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

test('a customer’s form becomes the arguments of place_order, trimmed, without an empty note', () => {
  const fields = { kind: 'laundry', pickup_address: ' Here 1 ', dropoff_address: 'There 2', note: '  ' }
  expect(readOrderForm(form(fields), points, 'c1')).toEqual({
    order: {
      client_id: 'c1',
      kind: 'laundry',
      pickup_address: 'Here 1',
      pickup_lat: 45.27,
      pickup_lng: 13.71,
      dropoff_address: 'There 2',
      dropoff_lat: 45.28,
      dropoff_lng: 13.72,
    },
    errors: null,
  })
})

test('a customer is told at each field what is missing', () => {
  const read = readOrderForm(
    form({ kind: 'boat', pickup_address: ' ', dropoff_address: '', note: '' }),
    points,
    'c1',
  )
  expect(read.order).toBeNull()
  expect(Object.keys(read.errors ?? {}).sort()).toEqual(['dropoff_address', 'kind', 'pickup_address'])
})

test('a first order starts around the home of the business', () => {
  const { pickup, dropoff } = defaultPlaces(undefined, { lat: 45, lng: 13 })
  expect((pickup.point.lat + dropoff.point.lat) / 2).toBeCloseTo(45, 6)
  expect(pickup.address).toBe('')
})
