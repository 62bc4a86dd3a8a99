import { corsHeaders } from '@supabase/supabase-js/cors'
import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import { type Rpc, RpcFailure } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { clean } from '../_shared/outcome.ts'
import { isPushEndpoint } from '../_shared/push-endpoint.ts'
import { readPushKeys } from '../_shared/push-keys.ts'
import { bearerToken } from '../_shared/secret.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { deviceName } from './device-name.ts'

export type Dependencies = {
  rpc: Rpc
  /** The id of the person whose token this is; nothing when it is nobody's. Throws when that cannot be found out. */
  whoIs(token: string): Promise<string | undefined>
  /** Origins allowed besides the known push services. */
  extraOrigins: readonly string[]
  log: Log
}

const endpoint = v.pipe(v.string(), v.maxLength(2000))
const keys = v.object({
  p256dh: v.pipe(v.string(), v.maxLength(200)),
  auth: v.pipe(v.string(), v.maxLength(100)),
})
const saving = v.object({
  device_id: v.pipe(v.string(), v.uuid()),
  subscription: v.object({ endpoint, keys }),
  user_agent: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  /** True at each start of the app, when nobody pressed anything: then a device that was removed stays so. */
  is_renewal: v.optional(v.boolean(), false),
})
const removing = v.object({ endpoint })

/**
 * POST saves the browser's push subscription for the signed-in person and answers `{ id }`; DELETE forgets it and
 * answers 204. Errors: not_signed_in, invalid_body, endpoint_not_allowed, device_removed, body_too_large, unavailable.
 */
export function pushSubscription(dependencies: Dependencies): Handle {
  const handle = serve(
    ['POST', 'DELETE'],
    async (request) => {
      const token = bearerToken(request)
      const userId = token && (await dependencies.whoIs(token))
      if (!userId) return refuse('not_signed_in')
      return await (request.method === 'POST' ? save : remove)(request, userId, dependencies)
    },
    dependencies.log,
  )
  return async (request) => {
    const response =
      request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await handle(request)
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}

async function save(
  request: Request,
  userId: string,
  { rpc, extraOrigins, log }: Dependencies,
): Promise<Response> {
  const body = await readJson(request, saving)
  if (body.refusal) return body.refusal
  const { device_id, subscription, is_renewal } = body.value
  if (!isPushEndpoint(subscription.endpoint, extraOrigins)) return refuse('endpoint_not_allowed')
  if (!readPushKeys(subscription.keys)) return refuse('invalid_body')
  const userAgent = clean(body.value.user_agent ?? request.headers.get('user-agent') ?? '', 400)
  try {
    const id = await rpc('save_push_subscription', {
      user_id: userId,
      device_id,
      endpoint: subscription.endpoint,
      ...subscription.keys,
      user_agent: userAgent,
      name: deviceName(userAgent),
      is_asked: !is_renewal,
    })
    return Response.json({ id })
  } catch (cause) {
    if (cause instanceof RpcFailure && cause.code === 'PT409') return refuse('device_removed')
    log(`subscription not saved: ${cause}`)
    return refuse('unavailable')
  }
}

async function remove(request: Request, userId: string, { rpc, log }: Dependencies): Promise<Response> {
  const body = await readJson(request, removing)
  if (body.refusal) return body.refusal
  try {
    await rpc('remove_push_subscription', { user_id: userId, endpoint: body.value.endpoint })
    return new Response(null, { status: 204 })
  } catch (cause) {
    log(`subscription not removed: ${cause}`)
    return refuse('unavailable')
  }
}
