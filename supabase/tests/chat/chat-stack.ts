import { join } from 'node:path'
import { SignJWT } from 'jose'
import pg from 'pg'
import { root } from '../../check/step.ts'
import { startApi } from '../../local/api/api.ts'
import { startGateway } from '../../local/gateway.ts'
import { migrate } from '../../local/migrate.ts'
import { freePort } from '../../local/ports.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { startRealtime } from '../../local/realtime/server.ts'
import { stackSecrets } from '../../local/secrets.ts'
import { serviceSchemas } from '../../local/services.ts'
import { realtimeApart } from './realtime-apart.ts'

export type ChatPerson = { name: string; id: string; token: string }

/**
 * What chat needs of a stack and nothing else: Postgres, the API, Realtime. With `isApart` Realtime is a process of its
 * own, which `realtime.kill` ends with -9.
 */
export async function openChatStack({ isApart = false } = {}) {
  const postgres = await startScratchPostgres(serviceSchemas())
  const closers: (() => unknown)[] = [() => postgres.stop()]
  const close = async () => {
    for (const one of closers.reverse()) await one()
  }
  try {
    await migrate(postgres.url, join(root, 'supabase/migrations'))
    const secrets = stackSecrets(postgres.stateDir)
    const port = await freePort()
    const gateway = await startGateway({ port, log: () => {} })
    closers.push(() => gateway.stop())
    const url = `http://127.0.0.1:${port}`
    const api = await startApi({
      ...{ databaseUrl: postgres.url, secrets, storageDir: join(postgres.stateDir, 'storage') },
      ...{ publicUrl: url, log: () => {} },
    })
    closers.push(() => {
      gateway.serve(undefined)
      return api.stop()
    })
    const options = {
      ...{ databaseUrl: postgres.url, jwtSecret: secrets.jwtSecret },
      apiKeys: { [secrets.publishableKey]: secrets.anonJwt },
    }
    const apart = isApart ? await realtimeApart(options) : null
    const here = apart
      ? null
      : await startRealtime({ ...options, backoffMs: 0, handshakeBackoffMs: 0, log: () => {} })
    closers.push(() => apart?.kill() ?? here?.stop())
    const realtime = apart?.service ?? here
    if (!realtime) throw new Error('no Realtime')
    gateway.serve({ api, realtime, functions: { handle: (_req, res) => res.writeHead(404).end() } })
    // ends before Postgres does; a test that kills Postgres breaks its idle connections
    const pool = new pg.Pool({ connectionString: asPostgres(postgres.url), max: 4 })
    pool.on('error', () => {})
    closers.push(() => pool.end())
    const sql = async <Row extends object>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows

    async function person(name: string, role: 'customer' | 'partner' | 'staff' = 'customer') {
      const [row] = await sql<{ id: string }>(
        `insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
         values (gen_random_uuid(), gen_random_uuid() || '@test.example', now(), jsonb_build_object('name', $1::text)) returning id`,
        [name],
      )
      const id = row?.id ?? ''
      await sql('update public.profiles set role = $2 where id = $1', [id, role])
      const token = await new SignJWT({ sub: id, role: 'authenticated', aud: 'authenticated' })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(new TextEncoder().encode(secrets.jwtSecret))
      return { name, id, token } satisfies ChatPerson
    }

    /** A support room with these people in it; staff by their role, all others as customers. */
    async function room(people: readonly ChatPerson[], title = 'Room'): Promise<string> {
      const [row] = await sql<{ id: string }>(
        `insert into public.rooms (kind, title) values ('support', $1) returning id`,
        [title],
      )
      const id = row?.id ?? ''
      await sql(
        `insert into public.room_members (room_id, user_id, role)
         select $1, p.id, case p.role when 'staff' then 'staff' when 'partner' then 'partner' else 'customer' end::public.member_role
         from public.profiles p where p.id = any ($2::uuid[])`,
        [id, people.map((one) => one.id)],
      )
      return id
    }
    return { url, port, key: secrets.publishableKey, postgres, sql, person, room, realtime: apart, close }
  } catch (error) {
    await close()
    throw error
  }
}

export type ChatStack = Awaited<ReturnType<typeof openChatStack>>
