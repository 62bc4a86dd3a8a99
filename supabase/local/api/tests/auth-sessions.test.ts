import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
const password = 'correct-horse'
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ migration, settings: { auth: { refresh_token_reuse_interval: 0 } } })
})
afterAll(() => api.stop())

describe('a session', () => {
  const signIn = async (email: string) => {
    const supabase = api.client()
    const { data } = await supabase.auth.signInWithPassword({ email, password })
    return { supabase, session: data.session, refresh: data.session?.refresh_token ?? '' }
  }
  const refresh = async (token: string) =>
    (await api.client().auth.refreshSession({ refresh_token: token })).error
  const isAlive = async (token: string | undefined) => (await api.client().auth.getUser(token)).error === null

  test('ends with signing out: here, everywhere, or everywhere else', async () => {
    const { email } = await api.person('leaver')
    const [first, second, third] = [await signIn(email), await signIn(email), await signIn(email)]
    await first.supabase.auth.signOut({ scope: 'local' })
    expect(await isAlive(first.session?.access_token)).toBe(false)
    expect(await refresh(first.refresh)).toMatchObject({ status: 400, code: 'refresh_token_not_found' })
    expect(await isAlive(second.session?.access_token)).toBe(true)
    await third.supabase.auth.signOut({ scope: 'others' })
    expect(await isAlive(second.session?.access_token)).toBe(false)
    expect(await isAlive(third.session?.access_token)).toBe(true)
    await third.supabase.auth.signOut({ scope: 'global' })
    expect(await isAlive(third.session?.access_token)).toBe(false)
    const [left] = await api.admin(
      'select count(*)::int as n from auth.sessions s join auth.users u on u.id = s.user_id where u.email = $1',
      [email],
    )
    expect(left).toEqual({ n: 0 })
  })

  test('continues with a new refresh token each time; a stolen old one ends it', async () => {
    const { email } = await api.person('rotating')
    const { refresh: first } = await signIn(email)
    const next = async (token: string) =>
      (await api.client().auth.refreshSession({ refresh_token: token })).data.session?.refresh_token ?? ''
    const second = await next(first)
    expect(second).not.toBe(first)
    // the client may have lost the answer: while nobody used the successor it is given again
    expect(await next(first)).toBe(second)
    const third = await next(second)
    expect(await refresh(first)).toMatchObject({ status: 400, code: 'refresh_token_already_used' })
    expect(await refresh(third)).toMatchObject({ code: 'refresh_token_not_found' })
    expect(await refresh('made up')).toMatchObject({ code: 'refresh_token_not_found' })
  })

  test('refreshed by many tabs at once has one successor', async () => {
    const { email } = await api.person('tabs')
    for (let round = 0; round < 5; round++) {
      const { refresh: token } = await signIn(email)
      const body = JSON.stringify({ refresh_token: token })
      const tabs = Array.from({ length: 10 }, async () => {
        const answer = await api.http('/auth/v1/token?grant_type=refresh_token', { method: 'POST', body })
        return ((await answer.json()) as { refresh_token?: string }).refresh_token
      })
      expect(new Set(await Promise.all(tabs)).size).toBe(1)
    }
  })

  test('of a banned person is neither opened nor continued', async () => {
    const { email, id } = await api.person('banned')
    const { refresh: token } = await signIn(email)
    await api.service().auth.admin.updateUserById(id, { ban_duration: '24h' })
    expect((await api.client().auth.signInWithPassword({ email, password })).error).toMatchObject({
      code: 'user_banned',
    })
    expect(await refresh(token)).toMatchObject({ code: 'user_banned' })
    await api.service().auth.admin.updateUserById(id, { ban_duration: 'none' })
    expect(await refresh(token)).toBe(null)
  })
})

describe('an account', () => {
  test('takes new metadata and a new password, which ends the other sessions', async () => {
    const { supabase, email, token } = await api.person('changer')
    const other = api.client()
    await other.auth.signInWithPassword({ email, password })
    const { data } = await supabase.auth.updateUser({ data: { nick: 'ch', name: null } })
    expect(data.user?.user_metadata).toMatchObject({ nick: 'ch' })
    expect(data.user?.user_metadata).not.toHaveProperty('name')
    expect((await supabase.auth.updateUser({ password })).error).toMatchObject({
      status: 422,
      code: 'same_password',
    })
    expect((await supabase.auth.updateUser({ password: 'battery-staple' })).error).toBe(null)
    expect((await other.auth.getUser()).error).toMatchObject({ name: 'AuthSessionMissingError' })
    expect((await api.client().auth.getUser(token)).error).toBe(null)
    expect((await api.client().auth.signInWithPassword({ email, password })).error).toMatchObject({
      code: 'invalid_credentials',
    })
    expect((await api.client().auth.signInWithPassword({ email, password: 'battery-staple' })).error).toBe(
      null,
    )
  })
})
