import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import fc from 'fast-check'
import { decodePolyline6 } from './polyline.ts'
import { readRoad } from './route-answer.ts'
import { readRouter, routeUrl } from './router.ts'

const ends = { from_lat: 45.273519, from_lng: 13.71421, to_lat: 45.2809, to_lng: 13.72 }
const addressOf = (url: string, profile?: string) => {
  const router = readRouter(url, profile)
  return router && routeUrl(router, ends).href
}
/** What OSRM writes; kept apart from the decoder under test. */
function encode(places: [number, number][]): string {
  let text = ''
  let before = [0, 0]
  for (const place of places) {
    const now = place.map((x) => Math.round(x * 1e6))
    for (const axis of [0, 1]) {
      const step = (now[axis] as number) - (before[axis] as number)
      let rest = step < 0 ? ~(step << 1) : step << 1
      for (; rest >= 0x20; rest >>>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63)
      text += String.fromCharCode(rest + 63)
    }
    before = now
  }
  return text
}
const osrm = (more: object = {}, route: object = {}) => ({
  code: 'Ok',
  routes: [
    {
      geometry: encode([
        [45.2735, 13.7142],
        [45.277, 13.717],
        [45.2809, 13.72],
      ]),
      distance: 950,
      duration: 100,
      legs: [{ annotation: { duration: [20, 60] } }],
      ...route,
    },
  ],
  ...more,
})
const from = { lat: ends.from_lat, lng: ends.from_lng }
const to = { lat: ends.to_lat, lng: ends.to_lng }

Deno.test('an operator writes the address of a router as they like, with a path, a slash or a key', () => {
  const path =
    'route/v1/driving/13.71421,45.27352;13.72000,45.28090?overview=full&geometries=polyline6&annotations=duration&steps=false'
  strictEqual(addressOf('https://router.example.com'), `https://router.example.com/${path}`)
  strictEqual(addressOf('http://osrm:5000/eu/'), `http://osrm:5000/eu/${path}`)
  strictEqual(
    addressOf('https://router.example.com/?key=a%20b', 'bike'),
    `https://router.example.com/${path.replace('driving', 'bike').replace('?', '?key=a+b&')}`,
  )
  strictEqual(readRouter(undefined), undefined)
  strictEqual(readRouter(''), undefined)
})

Deno.test('the function does not start with an address that is none, or a profile that is a path', () => {
  for (const url of ['router.example.com', 'ftp://r/', 'file:///etc', 'https://u:p@r/', 'https://r/#x'])
    throws(() => readRouter(url), /ROUTER_URL/, url)
  for (const profile of ['../../admin', 'a/b', 'a?b', 'a;b', ' '])
    throws(() => readRouter('https://router.example.com', profile), /ROUTER_PROFILE/, profile)
})

Deno.test('whatever places an order has, the router is asked at its own address and nowhere else', () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
  fc.assert(
    fc.property(degrees(90), degrees(180), degrees(90), degrees(180), (a, b, c, d) => {
      const router = { url: new URL('https://router.example.com/base?key=1'), profile: 'driving' }
      const url = routeUrl(router, { from_lat: a, from_lng: b, to_lat: c, to_lng: d })
      strictEqual(url.origin, 'https://router.example.com')
      strictEqual(
        /^\/base\/route\/v1\/driving\/(-?\d+\.\d{5}[,;]?){4}$/.test(url.pathname),
        true,
        url.pathname,
      )
    }),
    { numRuns: 300 },
  )
})

Deno.test('a polyline is read to six decimals, and one of other letters is none', () => {
  deepStrictEqual(
    decodePolyline6(
      encode([
        [38.5, -120.2],
        [-40.7, 179.95],
        [43.252, -126.453001],
      ]),
    ),
    [
      { lat: 38.5, lng: -120.2 },
      { lat: -40.7, lng: 179.95 },
      { lat: 43.252, lng: -126.453001 },
    ],
  )
  deepStrictEqual(decodePolyline6(''), [])
  for (const text of ['_', '_p~iF', 'ab c', 'ä'.repeat(9), '~'.repeat(40), '_p~iF~ps|U\n', '\u0000\u0000'])
    strictEqual(decodePolyline6(text), undefined, text)
  const places = fc.array(
    fc.tuple(fc.integer({ min: -90e6, max: 90e6 }), fc.integer({ min: -180e6, max: 180e6 })),
    { maxLength: 50 },
  )
  fc.assert(
    fc.property(places, (whole) => {
      const pairs = whole.map(([a, b]): [number, number] => [a / 1e6, b / 1e6])
      deepStrictEqual(
        decodePolyline6(encode(pairs)),
        pairs.map(([lat, lng]) => ({ lat, lng })),
      )
    }),
    { numRuns: 200 },
  )
})

Deno.test('a road has seconds to each of its points, stretched to what the router says of the whole', () => {
  const road = readRoad(osrm(), from, to)
  deepStrictEqual(road?.seconds, [0, 25, 100])
  deepStrictEqual([road?.lats.length, road?.distance_m, road?.duration_s], [3, 950, 100])
  const unmarked = readRoad(osrm({}, { legs: [] }), from, to)?.seconds
  deepStrictEqual([unmarked?.[0], unmarked?.[2]], [0, 100])
  strictEqual(Math.round((unmarked?.[1] ?? 0) / 5), 10)
})

Deno.test('a router that speaks of another place, another speed or nonsense has no road', () => {
  const elsewhere = encode([
    [48, 2],
    [48.1, 2.1],
  ])
  const bad: [string, unknown][] = [
    ['no answer', undefined],
    ['null', null],
    ['a list', []],
    ['no routes', { code: 'Ok', routes: [] }],
    ['NoRoute', { code: 'NoRoute' }],
    ['no geometry', osrm({}, { geometry: undefined })],
    ['a geometry of GeoJSON', osrm({}, { geometry: { type: 'LineString', coordinates: [] } })],
    ['one point', osrm({}, { geometry: encode([[45.2735, 13.7142]]) })],
    ['other letters', osrm({}, { geometry: 'not a polyline!' })],
    ['an endless geometry', osrm({}, { geometry: '_'.repeat(400_001) })],
    ['elsewhere', osrm({}, { geometry: elsewhere })],
    ['backwards in time', osrm({}, { duration: -1 })],
    ['words', osrm({}, { duration: '100' })],
    ['faster than any car', osrm({}, { distance: 90_000 })],
    ['further than the earth is round', osrm({}, { distance: 1e9 })],
    ['a negative piece', osrm({}, { legs: [{ annotation: { duration: [-20, 60] } }] })],
  ]
  for (const [name, answer] of bad) strictEqual(readRoad(answer, from, to), undefined, name)
  fc.assert(
    fc.property(fc.jsonValue(), (answer) => {
      strictEqual(readRoad(answer, from, to), undefined)
    }),
    { numRuns: 200 },
  )
})

Deno.test('more points than a memory should hold are no road', () => {
  const many = Array.from({ length: 20_001 }, (_, n): [number, number] => [
    45.2735 + (n % 2) * 1e-6,
    13.7142 + n * 1e-8,
  ])
  strictEqual(readRoad(osrm({}, { geometry: encode(many) }), from, from), undefined)
})
