import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

const password = 'correct-horse'
let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())
const admin = () => api.service().auth.admin

test('the secret key creates, reads, changes and deletes people', async () => {
  const created = await admin().createUser({
    email: 'Made@example.com',
    password,
    email_confirm: true,
    user_metadata: { name: 'Made' },
    app_metadata: { team: 'a' },
  })
  expect(created.error).toBe(null)
  const id = created.data.user?.id ?? ''
  expect(created.data.user).toMatchObject({
    email: 'made@example.com',
    user_metadata: { name: 'Made' },
    app_metadata: { provider: 'email', team: 'a' },
    identities: [{ provider: 'email' }],
  })
  expect((await api.client().auth.signInWithPassword({ email: 'made@example.com', password })).error).toBe(
    null,
  )
  expect((await admin().getUserById(id)).data.user?.id).toBe(id)
  const changed = await admin().updateUserById(id, {
    email: 'remade@example.com',
    password: 'other-horse',
    app_metadata: { team: null, rank: 1 },
    user_metadata: { nick: 'x' },
  })
  expect(changed.data.user).toMatchObject({
    email: 'remade@example.com',
    user_metadata: { name: 'Made', nick: 'x' },
    app_metadata: { rank: 1 },
  })
  expect(changed.data.user?.app_metadata).not.toHaveProperty('team')
  expect(
    (await api.client().auth.signInWithPassword({ email: 'remade@example.com', password: 'other-horse' }))
      .error,
  ).toBe(null)
  expect((await admin().deleteUser(id)).error).toBe(null)
  expect((await admin().getUserById(id)).error).toMatchObject({ status: 404, code: 'user_not_found' })
  expect(await api.admin('select from auth.identities where user_id = $1', [id])).toHaveLength(0)
})

test('a person made without confirmation cannot sign in, one of an existing address is refused', async () => {
  await admin().createUser({ email: 'later@example.com', password })
  expect(
    (await api.client().auth.signInWithPassword({ email: 'later@example.com', password })).error,
  ).toMatchObject({ code: 'email_not_confirmed' })
  expect((await admin().createUser({ email: 'later@example.com', password })).error).toMatchObject({
    status: 422,
    code: 'email_exists',
  })
  expect((await admin().createUser({ email: 'weak@example.com', password: '1' })).error).toMatchObject({
    code: 'weak_password',
  })
})

test('people are listed in pages with their number', async () => {
  for (const name of ['p1', 'p2', 'p3']) await admin().createUser({ email: `${name}@example.com`, password })
  const first = await admin().listUsers({ page: 1, perPage: 2 })
  expect([first.data.users.length, 'total' in first.data && first.data.total]).toEqual([2, 4])
  const last = await admin().listUsers({ page: 2, perPage: 2 })
  const emails = [...first.data.users, ...last.data.users].map((user) => user.email)
  expect(new Set(emails).size).toBe(4)
})

test('a generated link signs in without a mail', async () => {
  await admin().createUser({ email: 'linked@example.com', password, email_confirm: true })
  const { data } = await admin().generateLink({ type: 'magiclink', email: 'linked@example.com' })
  const { data: verified } = await api
    .client()
    .auth.verifyOtp({ token_hash: data.properties?.hashed_token ?? '', type: 'email' })
  expect(verified.user?.email).toBe('linked@example.com')
})

test('nobody but the secret key administers', async () => {
  const person = await api.person('ada')
  const forged = await api.token({ role: 'service_role' }, 'another secret that is long enough to be one')
  for (const init of [
    {},
    { token: person.token },
    { token: forged },
    { token: forged, key: api.secrets.secretKey },
  ]) {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${person.id}`],
      ['PUT', `/${person.id}`],
      ['DELETE', `/${person.id}`],
    ] as const) {
      const answer = await api.http(`/auth/v1/admin/users${path}`, {
        method,
        ...init,
        ...(method !== 'GET' && { body: '{}' }),
      })
      expect([401, 403], `${method} ${path}`).toContain(answer.status)
    }
  }
  expect((await admin().getUserById(person.id)).data.user?.id).toBe(person.id)
})
