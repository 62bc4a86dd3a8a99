import type { KeyProblem } from './caller.ts'

/** What the hosted gateway says before a service is reached. */
export function keyRefusal(problem: KeyProblem): Response {
  const body = {
    missing: {
      message: 'No API key found in request',
      hint: 'No `apikey` request header or url param was found.',
    },
    invalid: {
      message: 'Invalid API key',
      hint: 'Double check your Supabase `anon` or `service_role` API key.',
    },
    browser: {
      message: 'Forbidden use of secret API key in browser',
      hint: 'Secret API keys can only be used in a protected environment and should never be used in a browser.',
    },
  }[problem]
  return Response.json(body, { status: 401 })
}
