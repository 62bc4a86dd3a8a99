import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMailbox, startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
const password = 'correct-horse'
let api: TestApi
let mailbox: Awaited<ReturnType<typeof startMailbox>>

beforeAll(async () => {
  mailbox = await startMailbox()
  api = await startTestApi({
    migration,
    mailUrl: mailbox.url,
    siteUrl: 'https://app.example.com',
    settings: { auth: { refresh_token_reuse_interval: 0 } },
  })
})
afterAll(async () => {
  await api.stop()
  mailbox.stop()
})

describe('a mail', () => {
  const verifier = 'v'.repeat(60)

  test('with a recovery link signs in the browser that asked for it, with PKCE', async () => {
    const { email } = await api.person('forgetful')
    const storage = new Map<string, string>()
    const browser = api.client(undefined, {
      auth: {
        flowType: 'pkce',
        persistSession: true,
        storage: {
          getItem: (key: string) => storage.get(key) ?? null,
          setItem: (key: string, value: string) => void storage.set(key, value),
          removeItem: (key: string) => void storage.delete(key),
        },
      },
    })
    await browser.auth.resetPasswordForEmail(email, { redirectTo: 'https://app.example.com/reset' })
    const link = mailbox.linkTo(email)
    expect(link).toContain(`${api.url}/auth/v1/verify?token=pkce_`)
    const followed = await fetch(link, { redirect: 'manual' })
    const target = new URL(followed.headers.get('location') ?? '')
    expect([followed.status, target.origin + target.pathname, target.hash]).toEqual([
      303,
      'https://app.example.com/reset',
      '',
    ])
    const code = target.searchParams.get('code') ?? ''
    const stranger = await api.http('/auth/v1/token?grant_type=pkce', {
      method: 'POST',
      body: JSON.stringify({ auth_code: 'x', code_verifier: verifier }),
    })
    expect(stranger.status).toBe(404)
    const { data, error } = await browser.auth.exchangeCodeForSession(code)
    expect([error, data.user?.email]).toEqual([null, email])
    expect((await browser.auth.updateUser({ password: 'a-new-password' })).error).toBe(null)
    expect((await browser.auth.exchangeCodeForSession(code)).error).not.toBe(null)
    // a link works once
    const again = await fetch(link, { redirect: 'manual' })
    expect(new URL(again.headers.get('location') ?? '').searchParams.get('error_code')).toBe('otp_expired')
  })

  test('with a code that another browser exchanges opens nothing', async () => {
    const { email } = await api.person('phished')
    const challenge = { code_challenge: 'c'.repeat(43), code_challenge_method: 'plain' }
    await api.http('/auth/v1/recover', { method: 'POST', body: JSON.stringify({ email, ...challenge }) })
    const followed = await fetch(mailbox.linkTo(email), { redirect: 'manual' })
    const code = new URL(followed.headers.get('location') ?? '').searchParams.get('code')
    const exchanged = await api.http('/auth/v1/token?grant_type=pkce', {
      method: 'POST',
      body: JSON.stringify({ auth_code: code, code_verifier: verifier }),
    })
    expect([exchanged.status, await exchanged.json()]).toMatchObject([
      400,
      { error_code: 'bad_code_verifier' },
    ])
  })

  test('with a magic link or its code signs in, once, and confirms a newcomer', async () => {
    const email = 'newcomer@example.com'
    await api
      .client()
      .auth.signInWithOtp({ email, options: { emailRedirectTo: 'https://evil.example.net/' } })
    const followed = await fetch(mailbox.linkTo(email), { redirect: 'manual' })
    const target = new URL(followed.headers.get('location') ?? '')
    expect(target.origin).toBe('https://app.example.com')
    const session = new URLSearchParams(target.hash.slice(1))
    expect((await api.client().auth.getUser(session.get('access_token') ?? '')).data.user?.email).toBe(email)
    expect(decodeJwt(session.get('access_token') ?? '').amr).toMatchObject([{ method: 'otp' }])
    await api.client().auth.signInWithOtp({ email })
    const right = { email, token: mailbox.codeTo(email), type: 'email' as const }
    const wrong = { ...right, token: right.token === '000000' ? '111111' : '000000' }
    expect((await api.client().auth.verifyOtp(wrong)).error).toMatchObject({
      status: 403,
      code: 'otp_expired',
    })
    expect((await api.client().auth.verifyOtp(right)).data.session?.user.email).toBe(email)
    expect((await api.client().auth.verifyOtp(right)).error).toMatchObject({ code: 'otp_expired' })
    const unknown = await api
      .client()
      .auth.signInWithOtp({ email: 'unknown@example.com', options: { shouldCreateUser: false } })
    expect(unknown.error).toMatchObject({ status: 422, code: 'otp_disabled' })
  })

  test('is not sent to a stranger, and nobody can tell', async () => {
    const before = mailbox.mails.length
    expect((await api.client().auth.resetPasswordForEmail('stranger@example.com')).error).toBe(null)
    expect(mailbox.mails).toHaveLength(before)
  })

  test('to both addresses confirms a change of e-mail', async () => {
    const { supabase, email, id } = await api.person('mover')
    const { data } = await supabase.auth.updateUser({ email: 'moved@example.com' })
    expect([data.user?.email, data.user?.new_email]).toEqual([email, 'moved@example.com'])
    await fetch(mailbox.linkTo('moved@example.com'), { redirect: 'manual' })
    expect((await supabase.auth.getUser()).data.user?.email).toBe(email)
    await fetch(mailbox.linkTo(email), { redirect: 'manual' })
    const { data: after } = await supabase.auth.getUser()
    expect([after.user?.email, after.user?.new_email, after.user?.id]).toEqual([
      'moved@example.com',
      undefined,
      id,
    ])
    expect((await api.client().auth.signInWithPassword({ email: 'moved@example.com', password })).error).toBe(
      null,
    )
    await api.person('taken')
    expect((await supabase.auth.updateUser({ email: 'taken@example.com' })).error).toMatchObject({
      code: 'email_exists',
    })
  })
})
