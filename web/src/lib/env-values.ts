import * as v from 'valibot'

const required = v.pipe(v.string(), v.minLength(1))
const schema = v.object({
  VITE_SUPABASE_URL: v.pipe(required, v.url()),
  VITE_SUPABASE_PUBLISHABLE_KEY: required,
  VITE_VAPID_PUBLIC_KEY: required,
  VITE_TWILIO_VIDEO_SIGNALING: v.optional(v.pipe(v.string(), v.regex(/^(wss?:\/\/.+)?$/)), ''),
  VITE_MAP_TILES_URL: v.optional(v.string(), ''),
  VITE_MAP_ATTRIBUTION: v.optional(v.string(), ''),
  VITE_MAP_HOME: v.optional(v.pipe(v.string(), v.regex(/^(-?[\d.]+,-?[\d.]+)?$/)), ''),
})

/** Reads the build's environment; throws one error that names everything missing or malformed. */
export function parseEnv(source: unknown) {
  const parsed = v.safeParse(schema, source)
  if (!parsed.success) {
    const names = parsed.issues.map((issue) => `${v.getDotPath(issue)} (${issue.message})`)
    throw new Error(`The app cannot start. Set in the environment: ${names.join(', ')}`)
  }
  const values = parsed.output
  const [lat = 0, lng = 0] = (values.VITE_MAP_HOME || '45.2757,13.7216').split(',').map(Number)
  return {
    supabaseUrl: values.VITE_SUPABASE_URL,
    supabaseKey: values.VITE_SUPABASE_PUBLISHABLE_KEY,
    vapidPublicKey: values.VITE_VAPID_PUBLIC_KEY,
    /** Where video calls connect instead of Twilio; empty: Twilio. */
    videoSignalingUrl: values.VITE_TWILIO_VIDEO_SIGNALING,
    /** Leaflet template; empty means no tiles: the map then draws a quiet ground of its own. */
    mapTilesUrl: values.VITE_MAP_TILES_URL,
    mapAttribution: values.VITE_MAP_ATTRIBUTION,
    /** Where a map opens when nothing else says where. */
    mapHome: { lat, lng },
  }
}
