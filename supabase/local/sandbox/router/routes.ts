import { Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../answer.ts'
import { type Faults, faultEffect } from '../fault.ts'
import type { Pace } from '../pace.ts'
import { distanceM, encodePolyline6, type Place } from './places.ts'
import type { Roads } from './roads.ts'

const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most))
const learned = v.object({
  places: v.pipe(v.array(v.tuple([degrees(90), degrees(180)])), v.minLength(2), v.maxLength(50_000)),
})

const place = String.raw`(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)`
const ends = new RegExp(`^${place};${place}$`)

/**
 * A stand-in for OSRM's route service (project-osrm.org/docs), as far as the function `route` asks it: two places, polyline6.
 * `POST /roads {places: [[lat, lng]…]}` teaches it a road. A fault `{kind: 'router', mode: 'fail', code: 400}` says NoRoute;
 * with `to: 'lng,lat'` only to whoever wants to go there.
 */
export function routerRoutes(o: { faults: Faults; pace: Pace; roads: Roads }): Hono<Env> {
  const app = new Hono<Env>()

  app.post('/roads', async (c) => {
    const input = v.safeParse(learned, await c.req.json().catch(() => null))
    if (!input.success) return c.json({ code: 'invalid', message: 'two places at least' }, 422)
    o.roads.learn(input.output.places)
    return c.body(null, 204)
  })

  app.get('/route/v1/:profile/:ends', (c) => {
    const whole = c.req.param('ends')
    const effect =
      faultEffect(o.faults.take('router', whole, whole.split(';')[1] ?? null), o.pace.delayMs) ?? {}
    if (effect.refuse) {
      const { httpStatus = 500, retryAfterS } = effect.refuse
      const code = httpStatus === 400 ? 'NoRoute' : httpStatus === 429 ? 'TooManyRequests' : 'InternalError'
      const headers: Record<string, string> = retryAfterS ? { 'retry-after': String(retryAfterS) } : {}
      return Response.json({ code, message: 'As it was asked to.' }, { status: httpStatus, headers })
    }
    const [, lng1, lat1, lng2, lat2] = (ends.exec(whole) ?? []).map(Number)
    if (lng1 === undefined || lat1 === undefined || lng2 === undefined || lat2 === undefined)
      return c.json({ code: 'InvalidQuery', message: 'Query string malformed' }, 400)
    if (c.req.query('geometries') !== 'polyline6')
      return c.json({ code: 'InvalidOptions', message: 'This stand-in speaks polyline6 only.' }, 400)
    const road = o.roads.between([lat1, lng1], [lat2, lng2])
    if (!road) return c.json({ code: 'NoRoute', message: 'Impossible route between points' }, 400)
    return answer(c, Response.json(asOsrm(road.places, road.seconds)), effect, o.pace)
  })
  return app
}

function asOsrm(places: Place[], seconds: number[]) {
  const distance = places.slice(1).reduce((sum, p, n) => sum + distanceM(places[n] as Place, p), 0)
  const duration = seconds.reduce((sum, s) => sum + s, 0)
  const rounded = (n: number) => Math.round(n * 10) / 10
  const waypoint = (p: Place) => ({ name: '', location: [p[1], p[0]], distance: 0 })
  return {
    code: 'Ok',
    routes: [
      {
        geometry: encodePolyline6(places),
        legs: [
          {
            annotation: { duration: seconds.map(rounded) },
            steps: [],
            distance: rounded(distance),
            duration: rounded(duration),
            summary: '',
            weight: rounded(duration),
          },
        ],
        distance: rounded(distance),
        duration: rounded(duration),
        weight_name: 'routability',
        weight: rounded(duration),
      },
    ],
    waypoints: [places[0], places.at(-1)].filter((p) => p !== undefined).map(waypoint),
  }
}
