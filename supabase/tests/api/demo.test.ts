import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../check/step.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderline-gpx-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Said = { code: number; out: string; said: string }

/** As somebody types it, with a file of this content. */
function demo(content: string): Promise<Said> {
  const file = join(folder, `${crypto.randomUUID()}.gpx`)
  writeFileSync(file, content)
  const { PATH, HOME, ORDERLINE_STATE } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'supabase/local/run.mjs'), 'demo', '--json', '--gpx', file],
      { cwd: root, env: { PATH, HOME, ORDERLINE_STATE }, maxBuffer: 1 << 24 },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, said: err }),
    )
  })
}

/** What it printed; the whole output when it is not the one JSON object that it should be. */
function read({ code, out, said }: Said) {
  try {
    return { code, ...JSON.parse(out) }
  } catch {
    throw new Error(`The demo ended with ${code} and said: ${out}${said}`)
  }
}

const gpx = (inside: string, names = 'xmlns="http://www.topografix.com/GPX/1/1"') =>
  `<?xml version="1.0"?><gpx ${names} version="1.1" creator="test">${inside}</gpx>`
const began = Date.UTC(2019, 0, 1)
const at = (seconds: number) => new Date(began + seconds * 1000).toISOString()
/** So many points north, so many metres and seconds apart. */
const way = (count: number, metres: number, seconds: number, from = 0) =>
  Array.from({ length: count }, (_, n) => {
    const lat = 45.2 + ((from + n) * metres) / 111_195
    return `<trkpt lat="${lat.toFixed(7)}" lon="13.7"><time>${at((from + n) * seconds)}</time></trkpt>`
  }).join('')
const whole = { code: 0, ok: true, lost: 0, doubled: 0, faults: [], refused: {} }
const bothEnds = ['pickup arrived', 'pickup left', 'dropoff arriving', 'dropoff arrived']
const crossed = (result: { crossings: { place: string; kind: string }[] }) =>
  result.crossings.map(({ place, kind }) => `${place} ${kind}`)

describe('npm run demo -- --json --gpx FILE', { timeout: 240_000 }, () => {
  test('drives two segments under a prefix, with comments, CDATA and a name that is none of its own', async () => {
    const prefixed = (points: string) => points.replaceAll(/<(\/?)(trkpt|time)/g, '<$1g:$2')
    const inside = `<g:metadata><g:name><![CDATA[<trkpt lat="0"/>]]></g:name></g:metadata><!-- <g:trk/> -->
      <g:trk><g:trkseg>${prefixed(way(6, 300, 25))}</g:trkseg><g:trkseg>${prefixed(way(6, 300, 25, 6))}</g:trkseg></g:trk>`
    const result = read(await demo(gpx(inside, 'xmlns:g="http://www.topografix.com/GPX/1/1"')))
    expect(result).toMatchObject({ ...whole, sent: 16, taken: 16, sms: 5, push: 5 })
    expect(result.trace).toMatchObject({ points: 12, distance_m: 3300, duration_s: 275, times: 'recorded' })
    expect(crossed(result)).toEqual(bothEnds)
    expect(result.told).toEqual(['location.left', 'location.arriving', 'location.arrived'])
  })

  test('drives the route of a planner, without any time', async () => {
    const result = read(
      await demo(gpx('<rte><rtept lat="45.2" lon="13.7"/><rtept lat="45.2" lon="13.72"/></rte>')),
    )
    expect(result).toMatchObject({ ...whole, taken: result.sent })
    expect(result.trace).toMatchObject({ points: 2, times: 'made up' })
    expect(crossed(result)).toEqual(bothEnds)
  })

  test('drives 50,000 points in batches, within the pace of a partner', async () => {
    const result = read(await demo(gpx(`<trk><trkseg>${way(50_000, 5, 1)}</trkseg></trk>`)))
    expect(result).toMatchObject({ ...whole, sent: 5004, taken: 5004 })
    expect(crossed(result)).toEqual(bothEnds)
    expect(result.trace.notes).toEqual(['5000 of 50000 positions are sent'])
  })

  test('says how much was refused of a flight that nobody drives', async () => {
    const result = read(await demo(gpx(`<trk><trkseg>${way(12, 2500, 10)}</trkseg></trk>`)))
    expect(result).toMatchObject({ ok: true, code: 0, lost: 0, doubled: 0, faults: [] })
    const refused = Object.values<number>(result.refused).reduce((sum, count) => sum + count, 0)
    expect(refused).toBeGreaterThan(0)
    expect(result.taken + refused).toBe(result.sent)
  })

  test('refuses what is no drive in a sentence, prints no result and fails', async () => {
    const cases: [string, RegExp][] = [
      [gpx(`<trk><trkseg>${way(3, 100, 10)}`).replace('</gpx>', ''), /no well-formed XML: line 1:/],
      [gpx(`<trk><trkseg>${way(1, 100, 10)}</trkseg></trk>`), /holds one point/],
      ['<html></html>', /no GPX file: it begins with <html>/],
      ['', /no well-formed XML/],
    ]
    const said = await Promise.all(cases.map(([content]) => demo(content)))
    for (const [i, one] of said.entries()) {
      expect([one.code, one.out]).toEqual([1, ''])
      expect(one.said).toMatch(cases[i]?.[1] as RegExp)
      expect(one.said, 'no stack of calls for people').not.toMatch(/\n\s+at /)
    }
  })
})
