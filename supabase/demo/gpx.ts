import { SaxesParser } from 'saxes'

/** A point as the file has it: WGS 84 degrees, and epoch milliseconds where it has a time. */
export type GpxPoint = { lat: number; lng: number; at: number | null }
/** Points in segments: each of them was recorded, or is to be driven, in one go. */
export type Gpx = { kind: 'track' | 'route'; segments: GpxPoint[][] }

// GPX 1.0 and 1.1, and files that name no namespace; everything else, such as extensions, is not ours
const namespaces = new Set(['http://www.topografix.com/GPX/1/0', 'http://www.topografix.com/GPX/1/1', ''])

/** The text of a file in the encoding it says it has: by its byte order mark, else by its XML declaration, else UTF-8. */
export function decodeXml(bytes: Uint8Array): string {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const [, label = 'utf-8'] = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/.exec(head) ?? []
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    throw new Error(`This file says that it is written in ${label}, which cannot be read here.`)
  }
}

/**
 * Reads the tracks of a GPX file; the routes where no track has two points. Throws a sentence for people when it is no
 * well-formed XML, no GPX, or holds fewer than two points.
 */
export function readGpx(text: string): Gpx {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const tracks: GpxPoint[][] = []
  const routes: GpxPoint[][] = []
  const path: string[] = []
  let waypoints = 0
  let point: GpxPoint | null = null
  let time = ''

  parser.on('error', (error) => {
    // a prefix that was never declared only stands before things that are not ours
    if (!error.message.includes('unbound namespace prefix'))
      throw new Error(`This is no well-formed XML: line ${error.message}`)
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const name = namespaces.has(uri) ? local : '-'
    path.push(name)
    if (path.length === 1 && name !== 'gpx')
      throw new Error(`This is no GPX file: it begins with <${local}>.`)
    if (name === 'trkseg') tracks.push([])
    if (name === 'rte') routes.push([])
    if (name === 'wpt') waypoints += 1
    if (name !== 'trkpt' && name !== 'rtept') return
    const degrees = (key: string) => {
      const words = attributes[key]?.value.trim()
      return words ? Number(words) : Number.NaN
    }
    const [lat, lng] = [degrees('lat'), degrees('lon')]
    if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180))
      throw new Error(`Line ${parser.line}: a point needs a lat and a lon that are on earth.`)
    point = { lat, lng, at: null }
    ;(name === 'trkpt' ? tracks : routes).at(-1)?.push(point)
  })
  const inTime = () => point !== null && /^(trkpt|rtept)\/time$/.test(path.slice(-2).join('/'))
  const read = (part: string) => {
    if (inTime()) time += part
  }
  parser.on('text', read)
  parser.on('cdata', read)
  parser.on('closetag', () => {
    if (inTime() && point) {
      point.at = timeOf(time)
      time = ''
    }
    const name = path.pop()
    if (name === 'trkpt' || name === 'rtept') point = null
  })
  parser.write(text).close()

  const count = (segments: GpxPoint[][]) => segments.reduce((sum, { length }) => sum + length, 0)
  const kind = count(tracks) >= 2 || count(routes) < 2 ? 'track' : 'route'
  const segments = (kind === 'track' ? tracks : routes).filter(({ length }) => length > 0)
  const points = count(segments)
  if (points >= 2) return { kind, segments }
  if (points === 1) throw new Error('This GPX file holds one point; a drive needs at least two.')
  throw new Error(
    waypoints > 0
      ? 'This GPX file holds waypoints alone; a drive needs a track or a route.'
      : 'This GPX file holds no track and no route.',
  )
}

/** GPX times are UTC, also where they do not say so; one that is none counts as not there. */
function timeOf(words: string): number | null {
  const text = words.trim()
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  return Number.isFinite(at) ? at : null
}
