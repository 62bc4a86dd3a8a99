import { readOwnTracks, typeOf } from './owntracks.ts'
import type { Point } from './point.ts'
import { deviceOf, readTraccar, readTraccarForm } from './traccar.ts'

export type App = 'owntracks' | 'owntracks, encrypted' | 'traccar'
/** What came, whatever app sent it. `device` is the identifier in it, which may be the token. */
export type Heard = { app: App; points: Point[]; device: string | null }

/** Reads JSON of either app, one message or several; parameters of the address or a form; and a body that is empty. Nothing for what is none of it. */
export function hear(request: Request, body: string): Heard | undefined {
  const query = new URL(request.url).searchParams
  const type = request.headers.get('content-type') ?? ''
  if (query.has('lat')) return heardForm(query)
  if (type.startsWith('application/x-www-form-urlencoded')) return heardForm(new URLSearchParams(body))
  // OwnTracks sends an empty message when a friend is removed
  if (body.trim() === '') return { app: 'owntracks', points: [], device: query.get('id') }
  try {
    const parsed: unknown = JSON.parse(body)
    const messages: unknown[] = Array.isArray(parsed) ? parsed : [parsed]
    const isTraccar = messages.some((one) => deviceOf(one) !== undefined)
    return {
      app: isTraccar
        ? 'traccar'
        : messages.some((one) => typeOf(one) === 'encrypted')
          ? 'owntracks, encrypted'
          : 'owntracks',
      points: messages.flatMap((one) => readOwnTracks(one) ?? readTraccar(one) ?? []),
      device: messages.map(deviceOf).find(Boolean) ?? null,
    }
  } catch {
    return
  }
}

function heardForm(form: URLSearchParams): Heard {
  const point = readTraccarForm(form)
  return { app: 'traccar', points: point ? [point] : [], device: form.get('id') ?? form.get('deviceid') }
}
