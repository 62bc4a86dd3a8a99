/** The operator's router: where it is, and which of its profiles drives. */
export type Router = { url: URL; profile: string }

/**
 * Reads ROUTER_URL and ROUTER_PROFILE; nothing when there is no router. The address is the operator's, so any host is allowed, also
 * one inside: what must not happen is that something else than our path and two numbers gets into it.
 * Throws: then the function does not start.
 */
export function readRouter(address: string | undefined, profile = 'driving'): Router | undefined {
  if (!address) return
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.hash)
    throw new Error('ROUTER_URL is not an http or https address without a user name')
  if (!/^[a-z0-9_-]{1,40}$/i.test(profile)) throw new Error('ROUTER_PROFILE is not the name of a profile')
  return { url, profile }
}

type Ends = { from_lat: number; from_lng: number; to_lat: number; to_lng: number }

/** OSRM's route service (project-osrm.org/docs, "Route service"). Five decimals are a metre: the router need not know more. A query, such as a key, is kept. */
export function routeUrl({ url, profile }: Router, ends: Ends): URL {
  const target = new URL(url)
  const places = `${ends.from_lng.toFixed(5)},${ends.from_lat.toFixed(5)};${ends.to_lng.toFixed(5)},${ends.to_lat.toFixed(5)}`
  target.pathname = `${url.pathname.replace(/\/+$/, '')}/route/v1/${profile}/${places}`
  const asked = { overview: 'full', geometries: 'polyline6', annotations: 'duration', steps: 'false' }
  for (const [name, value] of Object.entries(asked)) target.searchParams.set(name, value)
  return target
}
