import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeXml, readGpx } from './gpx.ts'
import { traceOf } from './trace.ts'

const gpx = (inside: string, attributes = 'xmlns="http://www.topografix.com/GPX/1/1" version="1.1"') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<gpx ${attributes}>${inside}</gpx>`
const point = (lat: number, lon: number, time = '') =>
  `<trkpt lat="${lat}" lon="${lon}">${time && `<time>${time}</time>`}</trkpt>`
const segment = (...points: string[]) => `<trk><trkseg>${points.join('')}</trkseg></trk>`
const at = (seconds: number) => new Date(Date.UTC(2024, 4, 1, 9) + seconds * 1000).toISOString()
const drive = (inside: string, attributes?: string) => traceOf(readGpx(gpx(inside, attributes)))
const offsets = (inside: string) => drive(inside).fixes.map(({ offset_s }) => offset_s)

describe('a person who has a GPX file', () => {
  it('drives several segments in the order of their times', () => {
    const late = segment(point(45.2, 13, at(200)), point(45.201, 13, at(210)))
    const early = `<trk><trkseg>${point(45, 13, at(0))}</trkseg><trkseg>${point(45.01, 13, at(100))}</trkseg></trk>`
    expect(offsets(late + early)).toEqual([0, 100, 200, 210])
  })

  it('drives a file whose names have a prefix, with CDATA and comments in its times and foreign elements between', () => {
    const inside = `<g:trk><g:name><![CDATA[<trkpt lat="1" lon="1"/>]]></g:name><g:trkseg>
      <!-- <trkpt lat="2" lon="2"/> --><g:trkpt lon='13' lat = '45'><g:time><![CDATA[${at(0)}]]></g:time>
      <g:extensions><x:time>1999-01-01T00:00:00Z</x:time><x:trkpt lat="3" lon="3"/></g:extensions></g:trkpt>
      <g:trkpt lat="45.001" lon="13"><g:time>${at(10).slice(0, 10)}<!-- a day -->T09:00:10</g:time></g:trkpt></g:trkseg></g:trk>`
    const { fixes, points } = drive(inside, 'xmlns:g="http://www.topografix.com/GPX/1/0" xmlns:x="urn:x"')
    expect([points, fixes.map(({ lat, offset_s }) => [lat, offset_s])]).toEqual([
      2,
      [
        [45, 0],
        [45.001, 10],
      ],
    ])
  })

  it('drives a route of a planner at 8 m/s, with a position at least every 10 s', () => {
    const { fixes, times, duration_s, distance_m } = drive(
      `<rte><rtept lat="45" lon="13"/><rtept lat="45.1" lon="13"/></rte>`,
    )
    expect([times, distance_m]).toEqual(['made up', 11_120])
    expect(duration_s).toBe(Math.round(11_119.5 / 8))
    const gaps = fixes.slice(1).map((fix, i) => fix.offset_s - (fixes[i]?.offset_s ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10)
  })

  it('drives over the date line the short way', () => {
    const { distance_m, fixes } = drive(segment(point(10, 179.99), point(10, -179.99)))
    expect(distance_m).toBeLessThan(2300)
    expect(fixes.every(({ lng }) => Math.abs(lng) <= 180)).toBe(true)
  })

  it('has times made up for the points without one, by the way between those that have', () => {
    const inside = segment(
      point(45, 13, at(0)),
      point(45.001, 13),
      point(45.004, 13, at(40)),
      point(45.004, 13.0001),
    )
    expect(drive(inside).times).toBe('partly')
    expect(offsets(inside).slice(0, 3).map(Math.round)).toEqual([0, 10, 40])
  })

  it('drives at an even speed what has one and the same time everywhere', () => {
    expect(drive(segment(point(45, 13, at(0)), point(45.01, 13, at(0)))).times).toBe('made up')
  })

  it('drives a file that was recorded backwards, and one whose clock goes back for a moment', () => {
    expect(
      offsets(segment(point(45, 13, at(20)), point(45, 13.001, at(10)), point(45, 13.002, at(0)))),
    ).toEqual([0, 10, 20])
    const odd = drive(
      segment(
        point(45, 13, at(0)),
        point(45, 13.001, at(10)),
        point(45, 13.001, at(5)),
        point(45, 13.002, at(20)),
      ),
    )
    expect([odd.fixes.length, odd.notes]).toEqual([
      3,
      ['1 points whose time is not after the one before are left out'],
    ])
  })

  it('drives a journey of weeks within the day that positions may be old', () => {
    const days = Array.from({ length: 30 }, (_, day) => point(45 + day / 100, 13, at(day * 86_400)))
    const { duration_s, notes } = drive(segment(...days))
    expect(duration_s).toBe(29 * 600)
    expect(notes[0]).toMatch(/^pauses were shortened by/)
    const nights = Array.from({ length: 400 }, (_, n) => point(45 + n / 100, 13, at(n * 550)))
    const long = drive(segment(...nights))
    expect(long.duration_s).toBeLessThanOrEqual(20 * 3600)
    expect(long.notes).toEqual(['only the last 20 h of 61 h are driven'])
  })

  it('drives 50,000 points as 5,000 positions, from the first to the last', () => {
    const many = Array.from({ length: 50_000 }, (_, n) => point(45 + n * 1e-5, 13, at(n)))
    const { fixes, points } = drive(segment(...many))
    expect([points, fixes.length, fixes[0]?.lat, fixes.at(-1)?.lat]).toEqual([
      50_000,
      5000,
      45,
      45 + 49_999 * 1e-5,
    ])
  })

  it('drives a file in the encoding it is written in', () => {
    const text = gpx(`<metadata><name>Višnjan</name></metadata>${segment(point(45, 13), point(45.01, 13))}`)
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    const latin = new Uint8Array(Buffer.from(text.replace('UTF-8', 'ISO-8859-1').replace('š', 'é'), 'latin1'))
    for (const bytes of [utf16, latin, new TextEncoder().encode(`\ufeff${text}`)])
      expect(traceOf(readGpx(decodeXml(bytes))).points).toBe(2)
    expect(decodeXml(latin)).toContain('Viénjan')
  })

  it.each([
    ['', /no well-formed XML/],
    ['not a file of this kind', /no well-formed XML: line 1:/],
    [
      gpx(segment(point(45, 13))).replace('</trkseg>', ''),
      /no well-formed XML: line 2:\d+: unexpected close tag/,
    ],
    [
      `<!DOCTYPE gpx [<!ENTITY a "45">]>${gpx(segment('<trkpt lat="&a;" lon="13"/>'))}`.replace(
        /<\?xml.*\?>\n/,
        '',
      ),
      /undefined entity/,
    ],
    ['<kml xmlns="http://www.opengis.net/kml/2.2"/>', 'This is no GPX file: it begins with <kml>.'],
    [gpx(''), 'This GPX file holds no track and no route.'],
    [gpx('<wpt lat="45" lon="13"/><wpt lat="46" lon="13"/>'), /waypoints alone/],
    [gpx(segment(point(45, 13))), 'This GPX file holds one point; a drive needs at least two.'],
    [gpx(segment(point(45, 13), point(95, 13))), 'Line 2: a point needs a lat and a lon that are on earth.'],
    [gpx(segment('<trkpt lat="" lon="13"/>', point(45, 13))), /on earth/],
    [gpx(segment('<trkpt/>', point(45, 13))), /on earth/],
  ])('is told what is wrong with %j', (text, sentence) => {
    expect(() => traceOf(readGpx(text))).toThrow(sentence)
  })

  it('gets from any points a drive that goes forward in time, ends where the file ends, and is no longer than a day', () => {
    const any = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
      at: fc.option(fc.integer({ min: 0, max: 4e12 })),
    })
    const some = fc.array(fc.array(any, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(some, fc.constantFrom('track' as const, 'route' as const), (segments, kind) => {
        const { fixes, duration_s, points } = traceOf({ kind, segments })
        expect(points).toBe(segments.flat().length)
        expect(fixes.length).toBeGreaterThanOrEqual(1)
        expect(duration_s).toBeLessThanOrEqual(20 * 3600)
        for (const [i, fix] of fixes.entries()) {
          expect(fix.offset_s).toBeGreaterThan(fixes[i - 1]?.offset_s ?? -1)
          expect(Math.abs(fix.lat) <= 90 && Math.abs(fix.lng) <= 180).toBe(true)
          expect(fix.speed_mps ?? 0).toBeLessThanOrEqual(150)
          expect(fix.heading_deg ?? 0).toBeLessThan(360)
        }
      }),
      { numRuns: 500 },
    )
  })
})
