import { corsHeaders } from '@supabase/supabase-js/cors'
import { refuse } from './errors.ts'
import { bearerToken } from './secret.ts'
import { type Handle, type Log, serve } from './serve.ts'

type Door = {
  /** The id of the person whose token this is; nothing when it is nobody's. Throws when that cannot be found out. */
  whoIs(token: string): Promise<string | undefined>
  log: Log
}

/** The frame of a function that people call from a browser: POST, CORS, and who it is. Errors: not_signed_in, method_not_allowed. */
export function answerPeople(
  door: Door,
  handle: (request: Request, personId: string) => Promise<Response>,
): Handle {
  const answer = serve(
    ['POST'],
    async (request) => {
      const token = bearerToken(request)
      const personId = token && (await door.whoIs(token))
      return personId ? await handle(request, personId) : refuse('not_signed_in')
    },
    door.log,
  )
  return async (request) => {
    const response =
      request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await answer(request)
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}
