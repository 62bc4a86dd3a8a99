import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { during, startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
const password = 'correct-horse'
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ migration })
})
afterAll(() => api.stop())

describe('signing up', () => {
  test('makes a person whose metadata a trigger can read', async () => {
    const ada = await api.person('ada')
    expect((await ada.supabase.from('profiles').select('name')).data).toEqual([{ name: 'ada' }])
    const { data } = await ada.supabase.auth.getUser()
    expect(data.user).toMatchObject({
      id: ada.id,
      aud: 'authenticated',
      role: 'authenticated',
      email: 'ada@example.com',
      phone: '',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { name: 'ada', email_verified: true },
      is_anonymous: false,
      identities: [
        { provider: 'email', id: ada.id, identity_data: { email: 'ada@example.com', sub: ada.id } },
      ],
      email_confirmed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
  })

  test('again, with a weak password or no address, is refused with GoTrue’s codes', async () => {
    await api.person('twice')
    const sign = async (email: string, word = password) =>
      (await api.client().auth.signUp({ email, password: word })).error
    expect(await sign('TWICE@example.com')).toMatchObject({ status: 422, code: 'user_already_exists' })
    expect(await sign('new@example.com', 'short')).toMatchObject({
      status: 422,
      code: 'weak_password',
      reasons: ['length'],
    })
    expect(await sign('no address')).toMatchObject({ status: 400, code: 'validation_failed' })
    expect((await api.client().auth.signInAnonymously()).error).toMatchObject({
      status: 422,
      code: 'anonymous_provider_disabled',
    })
    expect((await api.client().auth.signUp({ phone: '+447700900001', password })).error).toMatchObject({
      code: 'phone_provider_disabled',
    })
  })

  test('that a trigger refuses leaves nobody and says no more than hosted', async () => {
    const { error } = await api
      .client()
      .auth.signUp({ email: 'r@example.com', password, options: { data: { name: 'refused' } } })
    expect(error).toMatchObject({ status: 500, message: 'Database error saving new user' })
    expect(await api.admin(`select from auth.users where email = 'r@example.com'`)).toHaveLength(0)
  })

  test('runs triggers as Auth does: one that names a table without its schema fails, as hosted', async () => {
    await during(
      api,
      `create function public.careless() returns trigger language plpgsql as $$ begin perform count(*) from labels; return new; end $$;
       create trigger careless after insert on auth.users for each row execute function public.careless()`,
      'drop function public.careless cascade',
    )
    const { error } = await api.client().auth.signUp({ email: 'c@example.com', password })
    expect(error).toMatchObject({ status: 500, message: 'Database error saving new user' })
    expect(api.lines.at(-1)).toContain('42P01')
  })

  test('at the same moment twice makes one person', async () => {
    const results = await Promise.all(
      [1, 2, 3, 4].map(() => api.client().auth.signUp({ email: 'race@example.com', password })),
    )
    expect(results.filter((result) => result.data.session)).toHaveLength(1)
    expect(await api.admin(`select from auth.users where email = 'race@example.com'`)).toHaveLength(1)
  })
})

describe('an access token', () => {
  test('carries the claims of a hosted one, after a refresh as well', async () => {
    const { supabase, id, email } = await api.person('claims')
    await api.service().auth.admin.updateUserById(id, { app_metadata: { team: 'north' } })
    // a renewed token keeps the time of the sign-in
    await api.admin(
      `update auth.mfa_amr_claims set updated_at = to_timestamp(1700000000)
       where session_id in (select s.id from auth.sessions s where s.user_id = $1)`,
      [id],
    )
    for (const method of ['signUp', 'refresh'] as const) {
      const { data } =
        method === 'refresh' ? await supabase.auth.refreshSession() : await supabase.auth.getSession()
      const claims = decodeJwt(data.session?.access_token ?? '')
      expect(claims).toMatchObject({
        iss: `${api.url}/auth/v1`,
        aud: 'authenticated',
        role: 'authenticated',
        sub: id,
        email,
        phone: '',
        app_metadata: {
          provider: 'email',
          providers: ['email'],
          ...(method === 'refresh' && { team: 'north' }),
        },
        user_metadata: { name: 'claims' },
        aal: 'aal1',
        amr: [{ method: 'password', timestamp: method === 'refresh' ? 1_700_000_000 : expect.any(Number) }],
        session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        is_anonymous: false,
      })
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600)
    }
    expect((await supabase.auth.getClaims()).data?.claims.app_metadata).toMatchObject({ team: 'north' })
    const seen = await supabase.rpc('whoami')
    expect(seen.data.jwt.app_metadata.team).toBe('north')
  })

  test('that is forged, or whose person is gone, shows no account', async () => {
    const { id, token } = await api.person('gone')
    const user = async (bearer: string) => (await api.client().auth.getUser(bearer)).error
    expect(
      await user(await api.token({ sub: id }, 'another secret that is long enough to be one')),
    ).toMatchObject({ status: 403, code: 'bad_jwt' })
    expect(await user(await api.token({ sub: id, exp: 1 }))).toMatchObject({ status: 403, code: 'bad_jwt' })
    await api.service().auth.admin.deleteUser(id)
    expect(await user(token)).toMatchObject({ status: 403, code: 'user_not_found' })
  })
})

describe('signing in', () => {
  test('with a wrong password, or as nobody, is refused alike', async () => {
    await api.person('grace')
    const sign = async (email: string, word: string) =>
      (await api.client().auth.signInWithPassword({ email, password: word })).error
    expect(await sign('grace@example.com', 'wrong-horse')).toMatchObject({
      status: 400,
      code: 'invalid_credentials',
    })
    expect(await sign('nobody@example.com', password)).toMatchObject({
      status: 400,
      code: 'invalid_credentials',
    })
    const { data } = await api.client().auth.signInWithPassword({ email: 'Grace@Example.com', password })
    expect(data.user?.email).toBe('grace@example.com')
  })

  test('works for a person whom a seed wrote as for hosted', async () => {
    await api.owner(`
      insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, recovery_sent_at, last_sign_in_at,
        raw_app_meta_data, raw_user_meta_data, is_super_admin, created_at, updated_at, confirmation_token, email_change,
        email_change_token_new, recovery_token, phone, phone_change, phone_change_token, reauthentication_token, email_change_token_current, email_change_confirm_status, is_sso_user)
      values ('00000000-0000-0000-0000-000000000000', '5eed0000-0000-4000-8000-000000000001', 'authenticated', 'authenticated', 'seed@example.com',
        extensions.crypt('seed-password', extensions.gen_salt('bf')), now(), now(), now(), '{"provider": "email", "providers": ["email"]}',
        '{"name": "Seed"}', null, now(), now(), '', '', '', '', null, '', '', '', '', 0, false);
      insert into auth.identities (id, user_id, provider_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
      values (gen_random_uuid(), '5eed0000-0000-4000-8000-000000000001', '5eed0000-0000-4000-8000-000000000001',
        '{"sub": "5eed0000-0000-4000-8000-000000000001", "email": "seed@example.com"}', 'email', now(), now(), now())`)
    const supabase = api.client()
    const { data, error } = await supabase.auth.signInWithPassword({
      email: 'seed@example.com',
      password: 'seed-password',
    })
    expect([error, data.user?.user_metadata]).toEqual([null, { name: 'Seed' }])
    expect(
      (
        await supabase
          .from('profiles')
          .select('name')
          .eq('id', data.user?.id ?? '')
      ).data,
    ).toEqual([{ name: 'Seed' }])
  })

  test('of twenty people at once does not hold up the event loop', async () => {
    await api.person('crowd')
    let longest = 0
    let last = performance.now()
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.client().auth.signInWithPassword({ email: 'crowd@example.com', password }),
      ),
    )
    clearInterval(ticking)
    expect(results.every((result) => result.data.session)).toBe(true)
    // hashing on this thread would take twenty times 60 ms
    expect(longest).toBeLessThan(600)
  })
})

test('Auth tells how it is set', async () => {
  const settings = await (await api.http('/auth/v1/settings')).json()
  expect(settings).toMatchObject({
    external: { email: true, phone: false },
    mailer_autoconfirm: true,
    disable_signup: false,
  })
  expect((await fetch(`${api.url}/auth/v1/.well-known/jwks.json`)).status).toBe(200)
  expect((await fetch(`${api.url}/auth/v1/user`)).status).toBe(401)
  expect((await api.http('/auth/v1/user')).status).toBe(401)
  expect((await api.http('/auth/v1/nope')).status).toBe(404)
})
