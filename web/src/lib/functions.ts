import { FunctionsHttpError } from '@supabase/supabase-js'
import * as v from 'valibot'
import { Failure, refusalText, statusText, unreachable } from './failure.ts'
import { supabase } from './supabase.ts'

const refusal = v.object({
  code: v.string(),
  message: v.string(),
  retry_after_s: v.optional(v.number()),
  checks_left: v.optional(v.number()),
})

/** What an edge function refused, with the numbers that say how to go on. */
export class FunctionFailure extends Failure {
  readonly retryAfterS: number | undefined
  readonly checksLeft: number | undefined
  constructor(said: v.InferOutput<typeof refusal>, status: number, cause: unknown) {
    super(said.code, refusalText(said.code, said.message), status, cause)
    this.retryAfterS = said.retry_after_s
    this.checksLeft = said.checks_left
  }
}

/** POSTs to an edge function as the person signed in and returns its JSON; throws a Failure. */
export async function callFunction(name: string, body: Record<string, unknown>): Promise<unknown> {
  const { data, error } = await supabase.functions.invoke(name, { body })
  if (!error) return data
  if (!(error instanceof FunctionsHttpError)) throw unreachable(error)
  const response: Response = error.context
  const said = v.safeParse(refusal, await response.json().catch(() => null))
  if (said.success) throw new FunctionFailure(said.output, response.status, error)
  throw new Failure(String(response.status), statusText(response.status), response.status, error)
}
