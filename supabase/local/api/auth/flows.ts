import { createHash, randomUUID } from 'node:crypto'
import type { Queries } from '../database.ts'
import { AuthRefusal, invalid } from './refusal.ts'
import { findUser, type User } from './users.ts'

/** Marks links of flows that end in the browser which asked for them. */
const mark = 'pkce_'

export type Challenge = { code_challenge?: unknown; code_challenge_method?: unknown }

/** Remembers the challenge a client sent with its request for a mail. Gives what the link's token begins with. */
export async function beginFlow(
  sql: Queries,
  user: User,
  method: string,
  challenge: Challenge,
): Promise<string> {
  const { code_challenge: value, code_challenge_method: kind } = challenge
  if (!value) return ''
  const known = typeof kind === 'string' ? kind.toLowerCase() : ''
  if (typeof value !== 'string' || !/^[\w.~-]{43,128}$/.test(value) || !/^(s256|plain)$/.test(known)) {
    throw invalid('PKCE flow requires code_challenge_method and code_challenge')
  }
  await sql.run(
    `insert into auth.flow_state (id, user_id, auth_code, code_challenge_method, code_challenge, provider_type, authentication_method, created_at, updated_at)
     values ($1, $2, $3, $4::auth.code_challenge_method, $5, $6, $6, now(), now())`,
    [randomUUID(), user.id, randomUUID(), known, value, method],
  )
  return mark
}

/** Splits a link's token into hash and whether the browser will exchange a code for the session. */
export const readMark = (token: string) =>
  token.startsWith(mark) ? { hash: token.slice(mark.length), isFlow: true } : { hash: token, isFlow: false }

/** The code that the browser exchanges, once the link has been followed. */
export async function issueFlowCode(sql: Queries, user: User, method: string): Promise<string> {
  const flow = await sql.row<{ auth_code: string }>(
    `update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
     where id = (select id from auth.flow_state where user_id = $1 and authentication_method = $2 order by created_at desc limit 1)
     returning auth_code`,
    [user.id, method],
  )
  if (!flow) throw new AuthRefusal(404, 'flow_state_not_found', 'No associated flow state found')
  return flow.auth_code
}

/** Whose session the code opens, if the verifier is the one behind the challenge. A code works once. */
export async function takeFlow(
  sql: Queries,
  code: unknown,
  verifier: unknown,
): Promise<{ user: User; method: string }> {
  if (typeof code !== 'string' || typeof verifier !== 'string' || !code || !verifier) {
    throw invalid('invalid request: both auth code and code verifier should be non-empty')
  }
  const flow = await sql.row<{
    user_id: string
    code_challenge: string
    method: string
    kind: string
    is_fresh: string
  }>(
    `delete from auth.flow_state where auth_code = $1 and auth_code_issued_at is not null
     returning user_id, code_challenge, authentication_method as method, code_challenge_method as kind,
       (auth_code_issued_at > now() - interval '5 minutes')::text as is_fresh`,
    [code],
  )
  const user = flow && (await findUser(sql, 'id', flow.user_id))
  if (!flow || !user)
    throw new AuthRefusal(404, 'flow_state_not_found', 'invalid flow state, no valid flow state found')
  // between following the link and exchanging the code, as hosted
  if (flow.is_fresh !== 'true') {
    throw new AuthRefusal(403, 'flow_state_expired', 'invalid flow state, flow state has expired')
  }
  const challenge =
    flow.kind === 's256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  if (challenge !== flow.code_challenge) {
    throw new AuthRefusal(
      400,
      'bad_code_verifier',
      'code challenge does not match previously saved code verifier',
    )
  }
  return { user, method: flow.method }
}
