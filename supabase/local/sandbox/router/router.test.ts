import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox } from '../testing.ts'
import { distanceM, encodePolyline6, type Place } from './places.ts'
import { createRoads } from './roads.ts'

let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box.stop())

type Said = {
  code: string
  routes: { distance: number; duration: number; legs: { annotation: { duration: number[] } }[] }[]
}
const options = 'overview=full&geometries=polyline6&annotations=duration&steps=false'
async function ask(from: Place, to: Place) {
  const ends = [from, to].map(([lat, lng]) => `${lng.toFixed(5)},${lat.toFixed(5)}`).join(';')
  const response = await fetch(`${box.url}/router/route/v1/driving/${ends}?${options}`)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Said }
}
const length = (places: readonly Place[]) =>
  places.slice(1).reduce((sum, place, n) => sum + distanceM(places[n] as Place, place), 0)

test('polylines are written as the documents of the format have them', () => {
  // developers.google.com/maps/documentation/utilities/polylinealgorithm, with six decimals as OSRM writes it
  expect(encodePolyline6([[38.5, -120.2]])).toBe('_izlhA~rlgdF')
  expect(encodePolyline6([])).toBe('')
})

test('between two places there is a road with bends, the same each time, at the speed of a town', async () => {
  const [from, to]: [Place, Place] = [
    [51.5, -0.1],
    [51.53, -0.05],
  ]
  const [first, second] = [await ask(from, to), await ask(from, to)]
  expect(first.status).toBe(200)
  expect(first.body).toEqual(second.body)
  const route = first.body.routes[0] as Said['routes'][number]
  const straight = distanceM(from, to)
  expect(route.distance).toBeGreaterThan(straight * 1.02)
  expect(route.distance).toBeLessThan(straight * 2)
  expect(route.distance / route.duration).toBeGreaterThan(5)
  expect(route.distance / route.duration).toBeLessThan(15)
  const roads = createRoads()
  const drawn = roads.between(from, to)
  expect(drawn?.places[0]).toEqual(from)
  expect(drawn?.places.at(-1)).toEqual(to)
  expect(route.legs[0]?.annotation.duration).toHaveLength((drawn?.places.length ?? 0) - 1)
})

test('a road it was taught is the road between the places beside it, also when it comes back to where it began', async () => {
  const round: Place[] = [
    [45, 14],
    [45.01, 14],
    [45.01, 14.01],
    [45, 14.01],
    [45, 14.0005],
  ]
  const taught = await box.post('/router/roads', { places: round })
  expect(taught.status).toBe(204)
  const { body } = await ask([45, 13.9999], [45, 14.0006])
  expect(body.routes[0]?.distance).toBeCloseTo(length(round), -1)
  const { body: elsewhere } = await ask([45.5, 13.9999], [45.5, 14.0006])
  expect(elsewhere.routes[0]?.distance).toBeLessThan(200)
})

test('it turns down what OSRM turns down', async () => {
  expect(await ask([51.5, -0.1], [-40, 170])).toMatchObject({ status: 400, body: { code: 'NoRoute' } })
  const status = async (path: string) => (await fetch(`${box.url}/router/route/v1/${path}`)).status
  expect(await status(`driving/here;there?${options}`)).toBe(400)
  expect(await status('driving/0,0;1,1?geometries=geojson')).toBe(400)
  expect((await box.post('/router/roads', { places: [[45, 14]] })).status).toBe(422)
})

test('it fails as it is told to, for whoever wants to go to one place', async () => {
  const [from, to]: [Place, Place] = [
    [51.6, -0.1],
    [51.61, -0.1],
  ]
  const arm = (more: object) => box.post('/faults', { kind: 'router', to: '-0.10000,51.61000', ...more })
  await arm({ mode: 'fail', code: 429, ms: 7000 })
  await arm({ mode: 'fail', code: 400 })
  expect((await ask(from, [51.62, -0.1])).status).toBe(200)
  const busy = await ask(from, to)
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await ask(from, to)).toMatchObject({ status: 400, body: { code: 'NoRoute' } })
  expect((await ask(from, to)).status).toBe(200)
})
